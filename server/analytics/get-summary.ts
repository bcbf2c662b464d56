import type { Group, SummaryQuery, SummaryView } from "@/lib/contracts/analytics";
import { type Goal, sumCounts } from "@/lib/domain/metrics";
import { rateOf, shareOf } from "@/lib/domain/rate-of";
import { stepOf, toKpis } from "@/lib/domain/summary-kpis";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { notFound } from "@/server/errors";
import { buildCells, byAccount, byAll, byCampaign, byVariant } from "./build-cells";
import { chooseBucket, drawSeries } from "./draw-series";
import { groupResults } from "./group-results";
import { queryCampaigns } from "./query-campaigns";
import { queryPostViews } from "./query-post-views";
import { countSteps, type PostsOut, queryPostsOut, readMarks } from "./query-posts-out";
import { findFirstAt, kindOf, querySums, type ReadSums, toCounts } from "./query-sums";
import { readFreshness } from "./read-freshness";
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
  query: SummaryQuery,
  world: { sandbox?: boolean } = {},
): Promise<SummaryView> {
  return readResults(ctx, query, summarize, world);
}

async function summarize(tx: Tx, scope: ResultsScope): Promise<SummaryView> {
  const { query, now, zone, sandbox } = scope;
  const goal = await readGoal(tx, scope);
  const window = toWindow(query);
  const before = windowBefore(window, now);
  const to = endOf(window, now);
  const from = window.from ?? (await findFirstAt(tx, scope));
  const bucket = from ? chooseBucket(from, to) : "day";
  const isFine = bucket === "quarter" || bucket === "hour";
  const sums = await querySums(tx, scope, { window, before }, isFine ? "quarter" : "day");
  const points = from ? drawSeries(sums.slots, { from, to, bucket, zone }) : [];
  const tables = await readTables(tx, scope, window, goal, sums);
  const starts = points.filter((_, i) => i % stepOf(points.length) === 0).map(({ at }) => at);
  const steps = await countSteps(tx, scope, { before, window, to }, starts);
  const earlier = before && toBefore(goal, sums, before, steps.before);
  const freshness = await readFreshness(tx, scope);
  const { leftOut, realPostsLeftOut, ...groups } = tables;
  return {
    ...{ now: now.toISOString(), seq: scope.seq, timeZone: zone, sandbox, goal, freshness },
    freshAt:
      freshness
        .flatMap(({ freshAt }) => freshAt ?? [])
        .sort()
        .at(-1) ?? null,
    ...{ realPostsLeftOut, from: window.from?.toISOString() ?? null, to: to.toISOString() },
    ...groups,
    before: earlier && { from: earlier.from, to: earlier.to, totals: earlier.totals },
    kpis: toKpis(groups.platforms, isEmpty(earlier) ? null : earlier.parts, points, steps.posts),
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
  const all = await queryPostsOut(tx, scope, window, isByLeaf);
  const out = all.filter(({ sandbox }) => sandbox === scope.sandbox);
  const views = await queryPostViews(tx, scope, window);
  const own = isByLeaf
    ? { cells: sums.cells, leftOut: 0 }
    : await queryCampaigns(
        tx,
        scope,
        window,
        countBy(out, ({ campaignId }) => campaignId),
      );
  const variants = await readVariantNames(tx, workspaceId, isByLeaf ? idsOf(sums.cells, out) : []);
  const known = <T extends { variantId: string | null }>(row: T): T =>
    row.variantId === null || variants.has(row.variantId) ? row : { ...row, variantId: null };
  const read = { sums: sums.cells, out, views };
  const cells = buildCells(read, isByLeaf ? byAll : byAccount);
  const listed = own.leftOut === 0 ? null : new Set(own.cells.map(({ campaignId }) => campaignId));
  const isListed = (row: { campaignId: string | null }) => !listed || listed.has(row.campaignId);
  const shown = {
    sums: own.cells,
    out: out.filter(isListed),
    views: views?.filter(isListed) ?? null,
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
    out: out.map(known),
    views: views?.map(known) ?? null,
  };
  return {
    totals: groupResults(goal, cells),
    platforms: toPlatforms(goal, cells),
    accounts: toAccounts(goal, cells, names),
    campaigns,
    variants: isByLeaf ? toVariants(goal, buildCells(leaves, byVariant), names) : [],
    leftOut: leftOut + own.leftOut,
    realPostsLeftOut: scope.sandbox ? sumOf(all.filter(({ sandbox }) => !sandbox)) : 0,
  };
}

const sumOf = (rows: readonly PostsOut[]): number =>
  rows.reduce((sum, { posts }) => sum + posts, 0);

function countBy<K>(rows: readonly PostsOut[], keyOf: (row: PostsOut) => K): Map<K, number> {
  const counts = new Map<K, number>();
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + row.posts);
  return counts;
}

const idsOf = (...lists: readonly { variantId: string | null }[][]): (string | null)[] =>
  lists.flat().map(({ variantId }) => variantId);

/** With what it is made of: the posts stand with the first, as they are counted together. */
type Before = NonNullable<SummaryView["before"]> & { parts: Pick<Group, "posts" | "counts">[] };

function toBefore(
  goal: Goal,
  sums: ReadSums,
  window: { from: Date; to: Date },
  posts: number,
): Before {
  const told = sums.before.map((row) => toCounts(row.platform, row.sums));
  const counts = told.length > 0 ? sumCounts(told) : groupResults(goal, []).counts;
  const parts =
    told.length > 0
      ? told.map((own, i) => ({ posts: i === 0 ? posts : 0, counts: own }))
      : [{ posts, counts }];
  const totals: Group = { posts, counts, rate: rateOf(goal, shareOf(goal, parts), null) };
  return { from: window.from.toISOString(), to: window.to.toISOString(), totals, parts };
}

/** There was nothing yet to compare with. */
function isEmpty(before: Before | null): before is null {
  if (!before) return true;
  const { posts, counts } = before.totals;
  return posts === 0 && Object.values(counts).every((count) => !count);
}
