import { and, desc, eq, isNotNull, sql } from "drizzle-orm";
import type { EngagementWeights } from "@/lib/domain/bandit/engagement-weights";
import { matchedUntilS } from "@/lib/domain/compared-ages";
import { CREDITED_ABOVE } from "@/lib/domain/edit-share";
import type { Observation } from "@/lib/domain/evolution/features";
import {
  type AgedCounts,
  fitBaseline,
  MATCHED_AGES,
  matchedAge,
  toFitness,
  toScore,
} from "@/lib/domain/evolution/fitness";
import type { Counts } from "@/lib/domain/metrics";
import { toWallClock } from "@/lib/domain/wall-clock";
import { METRIC_NAMES, type MetricName } from "@/lib/platforms/entry";
import type { Ctx } from "@/server/context";
import type { Reader } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { learningChannels, learningPosts } from "@/server/db/schema/learning";
import { metrics } from "@/server/db/schema/results";
import { getWorkspace } from "@/server/workspaces/get-workspace";
import { toWorkspaceView } from "@/server/workspaces/to-workspace-view";

/** A post whose result was taken, with what it had earned at its matched age. */
export interface EvidencePost {
  postId: string;
  promptVersionId: string | null;
  editShare: number;
  publishedAt: Date;
  /** From then on its result counts. */
  settledAt: Date;
  views: number;
  /** Weighted interactions. */
  score: number;
  observation: Observation;
}

const MOST = 600;
const HOUR_MS = 3_600_000;
/** What a person wrote says less about the prompt's directives: much else of it is theirs too. */
const HUMAN_WEIGHT = 0.5;

/** The channel's settled posts, the latest first, compared at matched age with each other. */
export async function readEvidence(
  ctx: Ctx,
  channelId: string,
  db: Reader = ctx.db,
): Promise<EvidencePost[]> {
  const workspace = await getWorkspace(ctx, db);
  const zone = (await readAccountZone(db, ctx.workspaceId, channelId)) ?? workspace.timeZone;
  // Seeing a post is what interactions are divided by.
  const weights = { ...toWorkspaceView(workspace).settings.engagementWeights, views: 0 };
  const now = ctx.now();
  const rows = await readAged(db, ctx.workspaceId, channelId, now);
  const aged = rows.flatMap((row) => {
    const age = matchedAge((now.getTime() - row.post.publishedAt.getTime()) / HOUR_MS);
    return age === null ? [] : [{ ...row, age }];
  });
  const baseline = fitBaseline(aged.map(toAged), weights);
  return aged.flatMap((row) => {
    const fitness = toFitness(toAged(row), baseline, weights);
    return fitness ? [toEvidence(row, fitness, zone, weights)] : [];
  });
}

async function readAccountZone(
  db: Reader,
  workspaceId: string,
  channelId: string,
): Promise<string | null> {
  const [row] = await db
    .select({ zone: socialAccounts.timeZone })
    .from(learningChannels)
    .innerJoin(socialAccounts, eq(socialAccounts.id, learningChannels.accountId))
    .where(and(eq(learningChannels.id, channelId), eq(learningChannels.workspaceId, workspaceId)));
  return row?.zone ?? null;
}

type AgedRow = Awaited<ReturnType<typeof readAged>>[number] & { age: AgedCounts["age"] };

const toAged = ({ age, counts }: AgedRow): AgedCounts => ({ age, counts });

/** Written by a person, or rewritten by more than a fifth. */
const isHuman = (post: { promptVersionId: string | null; editShare: number }) =>
  post.promptVersionId === null || post.editShare > CREDITED_ABOVE;

function toEvidence(
  { post, counts }: AgedRow,
  fitness: { y: number; weight: number },
  zone: string,
  weights: Readonly<EngagementWeights>,
): EvidencePost {
  const { postId, promptVersionId, editShare, publishedAt } = post;
  const wall = new Date(toWallClock(publishedAt, zone));
  const firstAge = publishedAt.getTime() + MATCHED_AGES[0] * HOUR_MS;
  const human = isHuman(post);
  return {
    ...{ postId, promptVersionId, editShare, publishedAt },
    settledAt: new Date(Math.max(post.readyAt?.getTime() ?? 0, firstAge)),
    views: counts.views ?? 0,
    score: toScore(counts, weights).score,
    observation: {
      promptId: human ? null : promptVersionId,
      directives: post.directives,
      y: fitness.y,
      weight: fitness.weight * (human ? HUMAN_WEIGHT : 1),
      hour: wall.getUTCHours(),
      weekday: (wall.getUTCDay() + 6) % 7,
      topic: post.topic,
    },
  };
}

function untilAge(now: Date) {
  const passed = sql`extract(epoch from ${now.toISOString()}::timestamptz - ${learningPosts.publishedAt})`;
  const ages = sql.join(
    [...MATCHED_AGES]
      .reverse()
      .map((age) => sql`when ${passed} >= ${age * 3600} then ${matchedUntilS(age)}`),
    sql` `,
  );
  return sql`${learningPosts.publishedAt} + make_interval(secs => (case ${ages} else 0 end)::double precision)`;
}

async function readAged(db: Reader, workspaceId: string, channelId: string, now: Date) {
  const sums = Object.fromEntries(
    METRIC_NAMES.map((name) => [name, sql<string | null>`sum(${metrics[name]})`]),
  ) as Record<MetricName, ReturnType<typeof sql<string | null>>>;
  const rows = await db
    .select({ post: learningPosts, sums })
    .from(learningPosts)
    .leftJoin(
      metrics,
      and(eq(metrics.postId, learningPosts.postId), sql`${metrics.observedAt} <= ${untilAge(now)}`),
    )
    .where(
      and(
        eq(learningPosts.workspaceId, workspaceId),
        eq(learningPosts.channelId, channelId),
        isNotNull(learningPosts.readyAt),
      ),
    )
    .groupBy(learningPosts.postId)
    .orderBy(desc(learningPosts.publishedAt), desc(learningPosts.postId))
    .limit(MOST);
  return rows.map(({ post, sums }) => ({
    post,
    counts: Object.fromEntries(
      METRIC_NAMES.map((name) => [name, sums[name] === null ? null : Number(sums[name])]),
    ) as Counts,
  }));
}
