import { sql } from "drizzle-orm";
import { DateTime } from "luxon";
import { toKnownZone } from "@/lib/domain/zones";
import { catalog } from "@/lib/platforms/catalog";
import { METRIC_NAMES, type MetricName } from "@/lib/platforms/entry";
import { type PostsOut, queryPostsOut } from "@/server/analytics/query-posts-out";
import { readCampaignNames, readHandles, readVariantNames } from "@/server/analytics/read-names";
import type { ResultsWindow } from "@/server/analytics/results-scope";
import { cellsOf, rowsOf } from "@/server/analytics/rollup-rows";
import type { Db, Tx } from "@/server/db/client";
import type { Cells } from "./csv-response";
import type { ReportWindow } from "./report-window";

export const RANGE_HEAD: Cells = [
  "day",
  "time_zone",
  "platform",
  "account",
  "campaign",
  "variant",
  "label",
  "posts",
  ...METRIC_NAMES,
];

type Leaf = Pick<PostsOut, "platform" | "accountId" | "campaignId" | "variantId">;
type Counted = Leaf & { posts: number; counts: Record<MetricName, number> };
type Row = Leaf & { counts: Record<MetricName, number> };

const COUNTS = sql.raw(METRIC_NAMES.map((name) => `'${name}', sum(s.${name})`).join(", "));

/** Results by day, platform, account, campaign and variant: a day at a time, whatever the range. */
export async function* readRangeRows(db: Db, window: ReportWindow): AsyncGenerator<Cells[]> {
  for (const { day, ...span } of await listDays(db, window)) {
    const found = await db.transaction((tx) => readDay(tx, window, span), {
      isolationLevel: "repeatable read",
      accessMode: "read only",
    });
    if (found.length === 0) continue;
    const names = await readNames(db, window, found);
    yield found.map((row) => toCells(day, window.zone, row, names)).toSorted(inOrder);
  }
}

type Span = { day: string; from: Date; to: Date };

/** The zone's days that the window touches, cut at its ends. */
async function listDays(db: Db, window: ReportWindow): Promise<Span[]> {
  const ends = window.from && window.to ? null : await readEnds(db, window);
  const from = window.from ?? ends?.from;
  const to = window.to ?? ends?.to;
  if (!from || !to) return [];
  const days: Span[] = [];
  const zone = toKnownZone(window.zone) ?? window.zone;
  let at = DateTime.fromJSDate(from, { zone });
  while (at.toMillis() < to.getTime()) {
    const next = at.startOf("day").plus({ days: 1 });
    const end = Math.min(next.toMillis(), to.getTime());
    days.push({ day: at.toISODate() ?? "", from: at.toJSDate(), to: new Date(end) });
    at = next;
  }
  return days;
}

/** From the first result or post of the cells in view to the end of the last quarter that has any. */
async function readEnds(db: Db, scope: ReportWindow): Promise<ResultsWindow> {
  const { rows } = await db.execute<{ first: number | null; last: number | null }>(sql`
    with cells as (${cellsOf(scope, "leaf")}),
    ends as (
      select min(q.first) as first, max(q.last) as last from cells c
      cross join lateral (
        select min(bucket) as first, max(bucket) + interval '15 minutes' as last
        from rollup_quarters where cell_id = c.id) q),
    sent as (
      select min(published_at) as first, max(published_at) + interval '15 minutes' as last
      from posts where workspace_id = ${scope.workspaceId}::uuid)
    select extract(epoch from least(ends.first, sent.first))::float8 as first,
      extract(epoch from greatest(ends.last, sent.last))::float8 as last from ends, sent`);
  const toDate = (at: number | null | undefined) => (at == null ? null : new Date(at * 1000));
  return { from: toDate(rows[0]?.first), to: toDate(rows[0]?.last) };
}

async function readDay(tx: Tx, window: ReportWindow, span: { from: Date; to: Date }) {
  const { rows } = await tx.execute<Row>(sql`
    with cells as (${cellsOf(window, "leaf")}),
    found as (${rowsOf("cells", window, span, "none")})
    select c.platform, c.account_id as "accountId", c.campaign_id as "campaignId",
      c.variant_id as "variantId", json_build_object(${COUNTS}) as counts
    from found s join cells c on c.id = s.cell group by 1, 2, 3, 4`);
  const counted = new Map<string, Counted>();
  for (const row of rows) counted.set(keyOf(row), { ...row, posts: 0 });
  for (const { posts, sandbox, ...leaf } of await queryPostsOut(tx, window, span, true)) {
    if (sandbox !== window.sandbox) continue;
    const known = counted.get(keyOf(leaf));
    if (known) known.posts += posts;
    else counted.set(keyOf(leaf), { ...leaf, posts, counts: NOTHING });
  }
  return [...counted.values()];
}

const NOTHING = Object.fromEntries(METRIC_NAMES.map((name) => [name, 0])) as Counted["counts"];

const keyOf = ({ accountId, campaignId, variantId }: Leaf) =>
  `${accountId} ${campaignId} ${variantId}`;

async function readNames(db: Db, { workspaceId }: ReportWindow, rows: readonly Leaf[]) {
  const idsOf = (key: "accountId" | "campaignId" | "variantId") => rows.map((row) => row[key]);
  return {
    accounts: await readHandles(db, workspaceId, idsOf("accountId")),
    campaigns: await readCampaignNames(db, workspaceId, idsOf("campaignId")),
    variants: await readVariantNames(db, workspaceId, idsOf("variantId")),
  };
}
type Names = Awaited<ReturnType<typeof readNames>>;

function toCells(day: string, timeZone: string, row: Counted, names: Names): Cells {
  const told = catalog[row.platform].metrics;
  const variant = row.variantId ? names.variants.get(row.variantId) : undefined;
  return [
    day,
    timeZone,
    row.platform,
    names.accounts.get(row.accountId) ?? null,
    (row.campaignId && names.campaigns.get(row.campaignId)?.name) || null,
    variant?.letter ?? null,
    variant?.label ?? null,
    row.posts,
    // A count that no source can tell is unknown: the cell stays empty.
    ...METRIC_NAMES.map((name) => (told[name] === null ? null : row.counts[name])),
  ];
}

/** Platform, account, campaign, variant. */
function inOrder(a: Cells, b: Cells): number {
  const place = (cells: Cells) => cells.slice(2, 7).join("\u0000");
  return place(a) < place(b) ? -1 : 1;
}
