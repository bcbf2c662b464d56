import type { Group, ResultsQuery, SummaryView } from "@/lib/contracts/analytics";
import { type Goal, sumCounts } from "@/lib/domain/metrics";
import { rateOf, shareOf } from "@/lib/domain/rate-of";
import { stepOf, toKpis } from "@/lib/domain/summary-kpis";
import type { Platform } from "@/lib/platforms/platform";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { notFound } from "@/server/errors";
import { buildCells, byAccount, byAll, byCampaign, byVariant } from "./build-cells";
import { chooseBucket, cutSeries, drawSeries, postsByPoint } from "./draw-series";
import { groupResults } from "./group-results";
import { queryCampaigns } from "./query-campaigns";
import { MOST_POSTS, queryPostViews } from "./query-post-views";
import { readMarks } from "./query-posts-out";
import { findFirstAt, kindOf, querySums, type ReadSums, toCounts } from "./query-sums";
import { latestOf, readFreshness } from "./read-freshness";
import { readCampaignNames, readHandles, readVariantNames } from "./read-names";
import {
  endOf,
  type ResultsScope,
  type ResultsWindow,
  readResults,
  toWindow,
  windowBefore,
} from "./results-scope";
import { toAccounts, toCampaigns, toPlatforms, toVariants } from "./to-tables";

/**
 * Results in a window, in one snapshot: as totals, by platform, account, campaign and variant, and over
 * time. `world` names what is shown, whatever the workspace's switch says. @throws `not_found` for a
 * foreign campaign.
 */
export function getSummary(
  ctx: Ctx,
  query: ResultsQuery,
  world: { sandbox?: boolean } = {},
): Promise<SummaryView> {
  return readResults(ctx, query, summarize, world);
}

async function summarize(tx: Tx, scope: ResultsScope): Promise<SummaryView> {
  const { now, zone, sandbox } = scope;
  const goal = await readGoal(tx, scope);
  const window = toWindow(scope);
  const before = windowBefore(window, now);
  const to = endOf(window, now);
  const from = window.from ?? (await findFirstAt(tx, scope));
  const bucket = from ? chooseBucket(from, to) : "day";
  const isFine = bucket === "quarter" || bucket === "hour";
  const sums = await querySums(tx, scope, { window, before }, isFine ? "quarter" : "day");
  const cut = from && cutSeries({ from, to, bucket, zone });
  const points = cut ? drawSeries(sums.slots, cut, sums.told) : [];
  const { leftOut, ...groups } = await readTables(tx, scope, window, goal, sums);
  const posts = toSteps(cut ? postsByPoint(sums.slots, cut) : []);
  const earlier = before && toBefore(goal, sums, before);
  const freshness = await readFreshness(tx, scope);
  return {
    ...{ now: now.toISOString(), seq: scope.seq, timeZone: zone, sandbox, goal, freshness },
    freshAt: latestOf(freshness),
    realPostsLeftOut: sums.realPosts,
    ...{ from: window.from?.toISOString() ?? null, to: to.toISOString() },
    ...groups,
    before: earlier && { from: earlier.from, to: earlier.to, totals: earlier.totals },
    kpis: toKpis(groups.platforms, isEmpty(earlier) ? null : earlier.parts, points, posts),
    campaignsLeftOut: leftOut,
    marks: await readMarks(tx, scope, window),
    series: { bucket, points },
  };
}

/** One campaign alone is looked at by its own goal. Deleted ones too: what they earned stays. */
async function readGoal(tx: Tx, { workspaceId, query }: ResultsScope): Promise<Goal> {
  const ids = new Set(query.campaignId);
  const names = await readCampaignNames(tx, workspaceId, [...ids]);
  if (names.size < ids.size) throw notFound("campaign");
  const [only] = names.values();
  return (names.size === 1 ? only?.objective : undefined) ?? "engagement";
}

async function readTables(
  tx: Tx,
  scope: ResultsScope,
  window: ResultsWindow,
  goal: Goal,
  sums: ReadSums,
) {
  const { workspaceId } = scope;
  const isByLeaf = kindOf(scope) === "leaf";
  const out = sums.cells.reduce((sum, { posts }) => sum + posts, 0);
  const views = out > MOST_POSTS ? null : await queryPostViews(tx, scope, window);
  const own = isByLeaf
    ? { cells: sums.cells, leftOut: 0 }
    : await queryCampaigns(tx, scope, window);
  const variants = await readVariantNames(tx, workspaceId, isByLeaf ? idsOf(sums.cells) : []);
  const known = <T extends { variantId: string | null }>(row: T): T =>
    row.variantId === null || variants.has(row.variantId) ? row : { ...row, variantId: null };
  const { told } = sums;
  const read = { sums: sums.cells, views, told };
  const cells = buildCells(read, isByLeaf ? byAll : byAccount);
  const listed = own.leftOut === 0 ? null : new Set(own.cells.map(({ campaignId }) => campaignId));
  const isListed = (row: { campaignId: string | null }) => !listed || listed.has(row.campaignId);
  const shown = {
    sums: own.cells,
    views: views?.filter(isListed) ?? null,
    told,
  };
  const campaignCells = buildCells(shown, byCampaign);
  const names = {
    variants,
    campaigns: await readCampaignNames(
      tx,
      workspaceId,
      campaignCells.map(({ campaignId }) => campaignId),
    ),
    handles: await readHandles(
      tx,
      workspaceId,
      cells.map(({ accountId }) => accountId),
    ),
  };
  const { campaigns, leftOut } = toCampaigns(goal, campaignCells, names);
  const leaves = {
    sums: sums.cells.map(known),
    views: views?.map(known) ?? null,
    told,
  };
  return {
    totals: groupResults(goal, cells),
    platforms: toPlatforms(goal, cells),
    accounts: toAccounts(goal, cells, names),
    campaigns,
    variants: isByLeaf ? toVariants(goal, buildCells(leaves, byVariant), names) : [],
    leftOut: leftOut + own.leftOut,
  };
}

/** Posts of as many buckets together as a step of the small lines is of. */
function toSteps(posts: readonly number[]): number[] {
  const steps: number[] = [];
  const size = stepOf(posts.length);
  for (const [i, count] of posts.entries()) {
    const at = Math.floor(i / size);
    steps[at] = (steps[at] ?? 0) + count;
  }
  return steps;
}

const idsOf = (rows: readonly { variantId: string | null }[]): (string | null)[] =>
  rows.map(({ variantId }) => variantId);

/** With what it is made of. */
type Before = NonNullable<SummaryView["before"]> & { parts: Pick<Group, "posts" | "counts">[] };

function toBefore(goal: Goal, sums: ReadSums, window: { from: Date; to: Date }): Before {
  const bits = (platform: Platform) => sums.told.get(platform) ?? 0;
  const parts = sums.before.map(({ platform, posts, ...row }) => ({
    posts,
    counts: toCounts(platform, row.sums, bits(platform)),
  }));
  const counts =
    parts.length > 0 ? sumCounts(parts.map((part) => part.counts)) : groupResults(goal, []).counts;
  const posts = parts.reduce((sum, part) => sum + part.posts, 0);
  const totals: Group = { posts, counts, rate: rateOf(goal, shareOf(goal, parts), null) };
  return { from: window.from.toISOString(), to: window.to.toISOString(), totals, parts };
}

/** There was nothing yet to compare with. */
function isEmpty(before: Before | null): before is null {
  if (!before) return true;
  const { posts, counts } = before.totals;
  return posts === 0 && Object.values(counts).every((count) => !count);
}
