import { sql } from "drizzle-orm";
import { DateTime } from "luxon";
import { beginOfDay } from "@/lib/domain/begin-of-day";
import { toKnownZone } from "@/lib/domain/zones";
import { METRIC_NAMES, type MetricName } from "@/lib/platforms/entry";
import { type PostsOut, queryPostsOut, wentOut } from "@/server/analytics/query-posts-out";
import { type ToldBits, toCounts } from "@/server/analytics/query-sums";
import { readCampaignNames, readHandles, readVariantNames } from "@/server/analytics/read-names";
import { readTold } from "@/server/analytics/read-told";
import { endOf } from "@/server/analytics/results-scope";
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
  const told = await readTold(db, window);
  for (const { day, ...span } of await listDays(db, window)) {
    const found = await db.transaction((tx) => readDay(tx, window, span), {
      isolationLevel: "repeatable read",
      accessMode: "read only",
    });
    if (found.length === 0) continue;
    const names = await readNames(db, window, found);
    const toRow = (row: Counted) => toCells([day, window.zone], row, names, told);
    yield found.map(toRow).toSorted(inOrder);
  }
}

type Span = { day: string; from: Date; to: Date };

/** The zone's days with anything in the window, cut at its ends. Each is read by itself. */
async function listDays(db: Db, window: ReportWindow): Promise<Span[]> {
  const zone = toKnownZone(window.zone) ?? window.zone;
  const { kept } = window;
  const by = kept ? (toKnownZone(kept.zone) ?? kept.zone) : "UTC";
  const days = new Map<string, Span>();
  for (const found of await readDays(db, window, kept?.id ?? null, by)) {
    const end = beginOfDay(found, by, 1);
    // A day elsewhere lies in two of the zone, or in three.
    for (let at = beginOfDay(beginOfDay(found, by), zone); at < end; at = beginOfDay(at, zone, 1)) {
      const day = DateTime.fromJSDate(at, { zone }).toISODate() ?? "";
      const next = beginOfDay(at, zone, 1);
      const from = window.from && window.from > at ? window.from : at;
      const to = window.to && window.to < next ? window.to : next;
      if (from < to) days.set(day, { day, from, to });
    }
  }
  return [...days.values()].sort((a, b) => a.from.getTime() - b.from.getTime());
}

/** Days of the zone `by` with results or posts of the cells in view; a few more at the window's ends. */
async function readDays(
  db: Db,
  window: ReportWindow,
  zoneId: number | null,
  by: string,
): Promise<string[]> {
  const dayAt = (at: Date) => DateTime.fromJSDate(at, { zone: by }).toISODate();
  const until = (
    column: string,
    toText: (at: Date) => string | null,
    type: "date" | "timestamptz",
  ) =>
    sql`${window.from ? sql`and ${sql.raw(column)} >= ${toText(window.from)}::${sql.raw(type)}` : sql``}
      ${window.to ? sql`and ${sql.raw(column)} <= ${toText(window.to)}::${sql.raw(type)}` : sql``}`;
  const counted =
    zoneId === null
      ? sql`select (r.bucket at time zone 'UTC')::date as day
          from cells c join rollup_quarters r on r.cell_id = c.id
          where true ${until("r.bucket", (at) => at.toISOString(), "timestamptz")}`
      : sql`select r.day from cells c
          join rollup_days r on r.cell_id = c.id and r.zone_id = ${zoneId}::int
          where true ${until("r.day", dayAt, "date")}`;
  const { rows } = await db.execute<{ day: string }>(sql`
    with cells as (${cellsOf(window, "leaf")})
    select f.day::text as day from (
      ${counted}
      union
      select (p.published_at at time zone ${by})::date
      from posts p where ${wentOut(window, window, endOf(window, window.now))}) f`);
  return rows.map(({ day }) => day);
}

async function readDay(tx: Tx, window: ReportWindow, span: { from: Date; to: Date }) {
  const { rows } = await tx.execute<Row>(sql`
    with cells as (${cellsOf(window, "leaf")}),
    found as (${rowsOf("cells", window, span, "none")})
    select c.platform, c.account_id as "accountId", c.campaign_id as "campaignId",
      c.variant_id as "variantId", json_build_object(${COUNTS}) as counts
    from found s join cells c on c.id = s.cell
    -- Where nothing was ever told there are posts alone, which are read below.
    where c.told <> 0 group by 1, 2, 3, 4`);
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

function toCells(when: Cells, row: Counted, names: Names, told: ToldBits): Cells {
  const counts = toCounts(row.platform, row.counts, told.get(row.platform) ?? 0);
  const variant = row.variantId ? names.variants.get(row.variantId) : undefined;
  return [
    ...when,
    row.platform,
    names.accounts.get(row.accountId) ?? null,
    (row.campaignId && names.campaigns.get(row.campaignId)?.name) || null,
    variant?.letter ?? null,
    variant?.label ?? null,
    row.posts,
    // A count that nobody has ever told is unknown: the cell stays empty.
    ...METRIC_NAMES.map((name) => counts[name]),
  ];
}

/** Platform, account, campaign, variant. */
function inOrder(a: Cells, b: Cells): number {
  const place = (cells: Cells) => cells.slice(2, 7).join("\u0000");
  return place(a) < place(b) ? -1 : 1;
}
