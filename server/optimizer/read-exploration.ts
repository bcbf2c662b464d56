import { and, asc, desc, eq, inArray, notInArray, sql } from "drizzle-orm";
import {
  DECISION_KINDS,
  type DecisionKind,
  type OptimizerPanel,
  type RollMark,
} from "@/lib/contracts/optimizer";
import { armLetter } from "@/lib/domain/arm-letter";
import type { Cause } from "@/lib/domain/bandit/algorithm";
import type { LearningSplit } from "@/lib/domain/bandit/planned-steps";
import type { Reader } from "@/server/db/client";
import { variants } from "@/server/db/schema/campaigns";
import { posts } from "@/server/db/schema/posts";
import { optimizerDecisions } from "@/server/db/schema/results";
import { shownKind } from "./shown-kind";

/** How far back the panel looks: what the roll draws is what the figures beside it count. */
const LATEST_POSTS = 56;
/** Out, or on their way. */
const OUT = ["publishing", "pending", "unknown", "published", "deleted"] as const;
const wentOutAt = sql`coalesce(${posts.publishedAt}, ${posts.dueAt})`;

interface DecisionScope {
  workspaceId: string;
  campaignId: string;
  platform: string;
}

const within = (scope: DecisionScope) =>
  and(
    eq(optimizerDecisions.workspaceId, scope.workspaceId),
    eq(optimizerDecisions.campaignId, scope.campaignId),
    eq(optimizerDecisions.platform, scope.platform),
  );

const LEARNING = ["cold_start", "explore", "floor"] as const satisfies readonly Cause[];

const isOwn = (kind: DecisionKind): kind is Cause => kind !== "override" && kind !== "rotation";
const isLearning = (kind: DecisionKind | null): boolean => LEARNING.some((each) => each === kind);

/** What the latest posts were decided for, and what the coming ones would be. */
export async function readExploration(
  reader: Reader,
  scope: DecisionScope,
  planned: LearningSplit | null,
): Promise<OptimizerPanel["exploration"]> {
  const rows = await reader
    .select({ kind: optimizerDecisions.kind, policy: optimizerDecisions.policy })
    .from(optimizerDecisions)
    .innerJoin(posts, eq(posts.id, optimizerDecisions.postId))
    .where(and(within(scope), inArray(posts.status, [...OUT])))
    .orderBy(desc(wentOutAt), desc(posts.id))
    .limit(LATEST_POSTS);
  const shown = rows.map(shownKind);
  const tally = (kind: DecisionKind) => shown.filter((each) => each === kind).length;
  const kinds = Object.fromEntries(DECISION_KINDS.map((kind) => [kind, tally(kind)])) as Record<
    DecisionKind,
    number
  >;
  const own = shown.filter(isOwn).length;
  const explored = shown.filter(isLearning).length;
  const share = (kind: Cause) => kinds[kind] / Math.max(own, 1);
  return {
    notOut: await countNotOut(reader, scope),
    ...{ decisions: rows.length, kinds, explored, exploited: own - explored },
    ratio: own === 0 ? null : explored / own,
    plannedRatio: planned && planned.coldStart + planned.worthLearning + planned.floor,
    realised:
      own === 0
        ? null
        : {
            ...{ coldStart: share("cold_start"), worthLearning: share("explore") },
            floor: share("floor"),
          },
    planned,
  };
}

async function countNotOut(reader: Reader, scope: DecisionScope): Promise<number> {
  const [row] = await reader
    .select({ decisions: sql<number>`count(*)::int` })
    .from(optimizerDecisions)
    .innerJoin(posts, eq(posts.id, optimizerDecisions.postId))
    .where(and(within(scope), notInArray(posts.status, [...OUT])));
  return Number(row?.decisions ?? 0);
}

export async function countDecisions(reader: Reader, scope: DecisionScope): Promise<number> {
  return reader.$count(optimizerDecisions, within(scope));
}

/** One mark a post, oldest first: the latest posts that went out or are on their way. */
export async function readRoll(reader: Reader, scope: DecisionScope): Promise<RollMark[]> {
  const rows = await reader
    .select({
      postId: posts.id,
      publishedAt: posts.publishedAt,
      dueAt: posts.dueAt,
      ordinal: variants.ordinal,
      kind: optimizerDecisions.kind,
      policy: optimizerDecisions.policy,
    })
    .from(posts)
    .innerJoin(variants, eq(variants.id, posts.variantId))
    .leftJoin(optimizerDecisions, eq(optimizerDecisions.postId, posts.id))
    .where(
      and(
        eq(posts.workspaceId, scope.workspaceId),
        eq(posts.campaignId, scope.campaignId),
        eq(posts.platform, scope.platform),
        inArray(posts.status, [...OUT]),
      ),
    )
    .orderBy(desc(wentOutAt), desc(posts.id))
    .limit(LATEST_POSTS);
  return rows.toReversed().map(({ postId, ordinal, publishedAt, dueAt, kind, policy }) => {
    const shown = kind === null || policy === null ? null : shownKind({ kind, policy });
    return {
      ...{ postId, letter: armLetter(ordinal), hollow: isLearning(shown), kind: shown },
      at: (publishedAt ?? dueAt).toISOString(),
    };
  });
}

/** Which of these platforms have had posts, and whether those went to the sandbox. */
export async function countPosts(
  reader: Reader,
  workspaceId: string,
  campaignIds: readonly string[],
): Promise<{ campaignId: string; platform: string; posts: number }[]> {
  if (campaignIds.length === 0) return [];
  const rows = await reader
    .select({
      campaignId: posts.campaignId,
      platform: posts.platform,
      posts: sql<number>`count(*)::int`,
    })
    .from(posts)
    .where(
      and(
        eq(posts.workspaceId, workspaceId),
        inArray(posts.campaignId, [...campaignIds]),
        inArray(posts.status, ["published", "deleted"]),
      ),
    )
    .groupBy(posts.campaignId, posts.platform)
    .orderBy(asc(posts.platform));
  return rows.map((row) => ({
    ...row,
    campaignId: row.campaignId ?? "",
    posts: Number(row.posts),
  }));
}
