import { and, count, eq, gte, inArray, isNotNull, isNull, lt, ne, or, sql } from "drizzle-orm";
import { armLetter } from "@/lib/domain/arm-letter";
import type { Counts } from "@/lib/domain/metrics";
import { catalog } from "@/lib/platforms/catalog";
import { METRIC_NAMES } from "@/lib/platforms/entry";
import { Platform } from "@/lib/platforms/platform";
import { metricSums } from "@/server/analytics/record-observations";
import { matchMetrics, matchPosts, type SummaryFilter } from "@/server/analytics/summary-filter";
import type { Reader } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { campaigns, variants } from "@/server/db/schema/campaigns";
import { posts } from "@/server/db/schema/posts";
import { metrics } from "@/server/db/schema/results";

/** The smallest group of results: everything shown or exported is made of these. */
export interface ResultCell {
  campaignId: string | null;
  platform: Platform;
  variantId: string | null;
  letter: string | null;
  label: string;
  posts: number;
  counts: Counts;
  /** Of each post that was counted at least once. */
  viewsByPost: number[];
}

const group = {
  campaignId: posts.campaignId,
  platform: posts.platform,
  variantId: posts.variantId,
};

const keyOf = (row: { campaignId: string | null; platform: string; variantId: string | null }) =>
  `${row.campaignId} ${row.platform} ${row.variantId}`;

/** Exact sums of the signed changes, and the posts that went out, by campaign, platform and variant. */
export async function queryResults(db: Reader, filter: SummaryFilter): Promise<ResultCell[]> {
  const sums = await db
    .select({ ...group, ...metricSums })
    .from(metrics)
    .innerJoin(posts, eq(posts.id, metrics.postId))
    .innerJoin(socialAccounts, eq(socialAccounts.id, posts.accountId))
    .where(matchMetrics(filter))
    .groupBy(group.campaignId, group.platform, group.variantId);
  const out = await db
    .select({ ...group, posts: sql<number>`count(*)`.mapWith(Number) })
    .from(posts)
    .innerJoin(socialAccounts, eq(socialAccounts.id, posts.accountId))
    .where(matchOut(filter))
    .groupBy(group.campaignId, group.platform, group.variantId);
  const names = await readVariants(db, filter.workspaceId, [...sums, ...out]);
  const cells = new Map<string, ResultCell>();
  for (const row of [...sums, ...out]) {
    const name = row.variantId ? names.get(row.variantId) : undefined;
    const platform = Platform.parse(row.platform);
    cells.set(keyOf(row), {
      campaignId: row.campaignId,
      platform,
      variantId: row.variantId,
      letter: name?.letter ?? null,
      label: name?.label ?? "Without a variant",
      posts: 0,
      counts: toCounts(platform, {}),
      viewsByPost: [],
    });
  }
  for (const row of await queryPostViews(db, filter)) {
    cells.get(keyOf(row))?.viewsByPost.push(row.views);
  }
  for (const { campaignId, platform, variantId, ...counts } of sums) {
    const cell = cells.get(keyOf({ campaignId, platform, variantId }));
    if (cell) cell.counts = toCounts(cell.platform, counts);
  }
  for (const row of out) {
    const cell = cells.get(keyOf(row));
    if (cell) cell.posts = row.posts;
  }
  return [...cells.values()].toSorted(inOrder);
}

/** Posts in view that went out in the window. */
const matchOut = (filter: SummaryFilter) =>
  and(
    matchPosts(filter),
    isNotNull(posts.publishedAt),
    or(isNull(posts.visibility), ne(posts.visibility, "draft")),
    filter.from ? gte(posts.publishedAt, filter.from) : undefined,
    lt(posts.publishedAt, filter.to),
  );

export async function countPostsOut(db: Reader, filter: SummaryFilter): Promise<number> {
  const [row] = await db
    .select({ posts: count() })
    .from(posts)
    .innerJoin(socialAccounts, eq(socialAccounts.id, posts.accountId))
    .where(matchOut(filter));
  return row?.posts ?? 0;
}

function queryPostViews(db: Reader, filter: SummaryFilter) {
  return db
    .select({ ...group, views: metricSums.views })
    .from(metrics)
    .innerJoin(posts, eq(posts.id, metrics.postId))
    .innerJoin(socialAccounts, eq(socialAccounts.id, posts.accountId))
    .where(matchMetrics(filter))
    .groupBy(posts.id);
}

/** What no source can tell stays unknown: it is not zero. */
function toCounts(platform: Platform, sums: Partial<Counts>): Counts {
  const authorities = catalog[platform].metrics;
  return Object.fromEntries(
    METRIC_NAMES.map((name) => [name, authorities[name] === null ? null : (sums[name] ?? 0)]),
  ) as Counts;
}

function inOrder(a: ResultCell, b: ResultCell): number {
  const place = (cell: ResultCell) =>
    `${cell.campaignId} ${cell.platform} ${cell.letter ?? "~"} ${cell.variantId}`;
  return place(a) < place(b) ? -1 : 1;
}

async function readVariants(
  db: Reader,
  workspaceId: string,
  rows: readonly { variantId: string | null }[],
): Promise<Map<string, { letter: string; label: string }>> {
  const ids = [...new Set(rows.flatMap((row) => row.variantId ?? []))];
  if (ids.length === 0) return new Map();
  const found = await db
    .select({ id: variants.id, ordinal: variants.ordinal, label: variants.label })
    .from(variants)
    .where(and(eq(variants.workspaceId, workspaceId), inArray(variants.id, ids)));
  return new Map(
    found.map((row) => [row.id, { letter: armLetter(row.ordinal), label: row.label }]),
  );
}

export interface CampaignName {
  id: string;
  name: string;
  objective: "reach" | "engagement" | "ctr";
}

export async function readCampaignNames(
  db: Reader,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, CampaignName>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .select({ id: campaigns.id, name: campaigns.name, objective: campaigns.objective })
    .from(campaigns)
    .where(and(eq(campaigns.workspaceId, workspaceId), inArray(campaigns.id, [...ids])));
  return new Map(rows.map((row) => [row.id, row]));
}
