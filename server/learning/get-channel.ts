import { and, count, eq, inArray } from "drizzle-orm";
import type { GateRules } from "@/lib/contracts/gate-rules";
import type { LearningChannel, PromptRef } from "@/lib/contracts/learning";
import { countFruitless } from "@/lib/domain/evolution/cycle";
import {
  CHALLENGER_POSTS,
  CHAMPION_POSTS,
  certaintyOf,
  SMALLEST_LIFT,
} from "@/lib/domain/evolution/gate";
import { LEARNING_SETTINGS } from "@/lib/domain/evolution/settings";
import type { Ctx } from "@/server/context";
import { socialAccounts } from "@/server/db/schema/accounts";
import { variants } from "@/server/db/schema/campaigns";
import { learningPosts } from "@/server/db/schema/learning";
import { notFound } from "@/server/errors";
import { describeEffects } from "@/server/learning/describe-effects";
import { listRuns } from "@/server/learning/list-runs";
import { countNew, countOnProbation } from "@/server/learning/plan-channel";
import {
  type ChannelKnowledge,
  getChannelRow,
  readKnowledge,
} from "@/server/learning/read-channel";
import { summarise } from "@/server/learning/summarise";
import { toPerformance } from "@/server/learning/to-performance";
import { toPromptNode } from "@/server/learning/to-prompt-node";
import { toRef } from "@/server/learning/to-refs";
import { type PromptRow, toVersion } from "@/server/variants/read-population";

const FIRST_RUNS = 20;

/** One channel with its family tree, as it stands at this moment. */
export async function getChannel(ctx: Ctx, id: string): Promise<LearningChannel> {
  const channel = await getChannelRow(ctx.db, ctx.workspaceId, id);
  const knowledge = await readKnowledge(ctx, channel);
  const { rows, evidence, effects, settings } = knowledge;
  const account = await readAccount(ctx, channel.accountId);
  const standing = summarise(rows.map(toVersion), evidence, effects, settings.gate);
  const summary = channel.summary && { ...channel.summary, ...standing };
  const now = ctx.now();
  const written = await countWork(ctx, rows);
  const family = { rows, seedId: channel.seedId, evidence, effects, ...written };
  return {
    ...toPerformance({ channel, account, prompts: rows, summary, settings, now }),
    prompts: rows.map((row) => toPromptNode(row, family)),
    seedPromptId: channel.seedId,
    rollbackTo: findRollback(rows),
    progress: toProgress(knowledge, now),
    rules: toRules(knowledge),
    ...describeEffects(
      evidence.map(({ observation }) => observation.directives),
      effects,
    ),
    paused: channel.paused,
    pausedBy: channel.pausedBy,
    pausedAt: channel.pausedAt?.toISOString() ?? null,
    runs: await listRuns(ctx, id, { limit: FIRST_RUNS }),
    settings,
  };
}

async function readAccount(ctx: Ctx, accountId: string) {
  const { handle, displayName, sandbox } = socialAccounts;
  const [account] = await ctx.db
    .select({ handle, displayName, sandbox })
    .from(socialAccounts)
    .where(and(eq(socialAccounts.id, accountId), eq(socialAccounts.workspaceId, ctx.workspaceId)));
  if (!account) throw notFound("account");
  return account;
}

/** Who leads again when the leader steps back. */
export function findRollback(rows: readonly PromptRow[]): PromptRef | null {
  const champion = rows.find(({ status }) => status === "champion");
  if (rows.some(({ status }) => status === "probation")) return champion ? toRef(champion) : null;
  const last = rows
    .filter(({ status }) => status === "archived")
    .toSorted((a, b) => (b.promotedAt?.getTime() ?? 0) - (a.promotedAt?.getTime() ?? 0))[0];
  return last ? toRef(last) : null;
}

function toProgress(
  { channel, rows, evidence }: ChannelKnowledge,
  now: Date,
): LearningChannel["progress"] {
  const { breedAfterPosts, breedEveryMs, challengers, pauseAfter, pausePosts } = LEARNING_SETTINGS;
  const tried = rows.filter(({ status }) => status === "challenger").length;
  const fruitless = countFruitless(rows.map(toVersion));
  const nextBreedAt = channel.bredAt ? new Date(channel.bredAt.getTime() + breedEveryMs) : null;
  return {
    newSettled: countNew({ channel, evidence }),
    needed: fruitless >= pauseAfter ? pausePosts : breedAfterPosts,
    nextBreedAt: nextBreedAt && nextBreedAt > now ? nextBreedAt.toISOString() : null,
    fruitlessGenerations: fruitless,
    fruitlessLimit: pauseAfter,
    placesFree: Math.max(0, challengers - tried),
  };
}

function toRules({ rows, evidence, settings }: ChannelKnowledge): GateRules {
  const onProbation = countOnProbation({ rows, evidence });
  return {
    challengerPosts: CHALLENGER_POSTS,
    leaderPosts: CHAMPION_POSTS,
    certainty: certaintyOf(settings.gate),
    gain: SMALLEST_LIFT,
    probationPosts: LEARNING_SETTINGS.probationPosts.all,
    probationOwnPosts: LEARNING_SETTINGS.probationPosts.own,
    probationDone: onProbation?.all ?? null,
    probationOwnDone: onProbation?.own ?? null,
  };
}

async function countWork(ctx: Ctx, rows: readonly PromptRow[]) {
  const ids = rows.map(({ id }) => id);
  const wrote = await ctx.db
    .select({ id: variants.promptVersionId, total: count() })
    .from(variants)
    .where(and(eq(variants.workspaceId, ctx.workspaceId), inArray(variants.promptVersionId, ids)))
    .groupBy(variants.promptVersionId);
  const out = await ctx.db
    .select({ id: learningPosts.promptVersionId, total: count() })
    .from(learningPosts)
    .where(
      and(
        eq(learningPosts.workspaceId, ctx.workspaceId),
        inArray(learningPosts.promptVersionId, ids),
      ),
    )
    .groupBy(learningPosts.promptVersionId);
  const toMap = (found: { id: string | null; total: number }[]) =>
    new Map(found.map(({ id, total }) => [id ?? "", total]));
  return { variants: toMap(wrote), posts: toMap(out) };
}
