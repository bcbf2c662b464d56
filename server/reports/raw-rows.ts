import { type SQL, sql } from "drizzle-orm";
import { armLetter } from "@/lib/domain/arm-letter";
import { createIsoWriter } from "@/lib/domain/zoned-iso";
import { METRIC_NAMES, type MetricName } from "@/lib/platforms/entry";
import type { Platform } from "@/lib/platforms/platform";
import { type ToldBits, toCounts } from "@/server/analytics/query-sums";
import { readTold } from "@/server/analytics/read-told";
import { matches } from "@/server/analytics/rollup-rows";
import type { Db } from "@/server/db/client";
import type { Cells } from "./csv-response";
import type { ReportWindow } from "./report-window";

/** Rows looked at by one statement: it stays short however few of them are in view. */
const SCAN = 5000;

export const RAW_HEAD: Cells = [
  "observed_at",
  "time_zone",
  "id",
  "source",
  "post_id",
  "platform",
  "account",
  "campaign",
  "variant",
  "label",
  ...METRIC_NAMES,
];

type Place = { at: string; id: string };

type Row = Record<MetricName, number> & {
  /** To the microsecond, as the database writes it: the next page begins behind it. */
  place: string;
  at_ms: number;
  id: string;
  shown: boolean;
  scanned: number;
  source: string;
  post_id: string;
  platform: Platform;
  handle: string;
  campaign: string | null;
  ordinal: number | null;
  label: string | null;
};

/**
 * Every change of a count in the window, by time. Read page by page behind the last row, so that
 * neither memory nor a transaction grows with the file; what comes in meanwhile is left out.
 * @throws where rows that were still to be read are folded meanwhile: half of them is no file.
 */
export async function* readRawRows(db: Db, window: ReportWindow): AsyncGenerator<Cells[]> {
  const newest = await readNewestId(db);
  const told = await readTold(db, window);
  const toIso = createIsoWriter(window.zone);
  let after: Place | null = null;
  while (true) {
    const rows: Row[] = await readPage(db, window, newest, after);
    const last = rows.at(-1);
    if (!last) break;
    const shown = rows.filter((row) => row.shown);
    if (shown.length > 0) yield shown.map((row) => toCells(row, told, toIso, window.zone));
    if (last.scanned < SCAN) break;
    after = { at: last.place, id: last.id };
  }
  if (await wereFolded(db, window, newest)) {
    throw new Error("Old rows were folded while they were read: the file lacks some of them.");
  }
}

/** What was folded is left in rows that are newer than all that was read, and as late as its last. */
async function wereFolded(db: Db, { workspaceId, from }: ReportWindow, newest: string) {
  const { rows } = await db.execute<{ folded: boolean }>(sql`
    select exists (
      select from metrics where workspace_id = ${workspaceId}::uuid and id > ${newest}::bigint
        and source = 'carried'
        ${from ? sql`and observed_at >= ${from.toISOString()}::timestamptz` : sql``}) as folded`);
  return rows[0]?.folded ?? false;
}

async function readNewestId(db: Db): Promise<string> {
  const { rows } = await db.execute<{ id: string }>(
    sql`select coalesce(max(id), 0)::text as id from metrics`,
  );
  return rows[0]?.id ?? "0";
}

/** The page's last row comes along even where the filter leaves it out: it says where to go on. */
async function readPage(
  db: Db,
  window: ReportWindow,
  newest: string,
  after: Place | null,
): Promise<Row[]> {
  const shown = sql`coalesce(a.sandbox = ${window.sandbox} and ${matches(window, "p")}, false)`;
  const { rows } = await db.execute<Row>(sql`
    with page as materialized (${scan(window, newest, after)}),
    bounds as (select count(*)::int as scanned, max(observed_at) as at from page),
    last as (select max(page.id) as id from page join bounds on bounds.at = page.observed_at)
    select page.observed_at::text as place, page.id::text as id,
      floor(extract(epoch from page.observed_at) * 1000)::float8 as at_ms,
      ${shown} as shown, bounds.scanned, page.source, page.post_id, p.platform, a.handle,
      c.name as campaign, v.ordinal, v.label, ${COUNTS}
    from page cross join bounds cross join last
    left join posts p on p.id = page.post_id
    left join social_accounts a on a.id = p.account_id
    left join campaigns c on c.id = p.campaign_id
    left join variants v on v.id = p.variant_id
    where ${shown} or page.id = last.id
    order by page.observed_at, page.id`);
  return rows;
}

const COUNTS = sql.raw(METRIC_NAMES.map((name) => `page.${name}`).join(", "));

function scan({ workspaceId, from, to }: ReportWindow, newest: string, after: Place | null): SQL {
  const instant = (at: Date) => sql`${at.toISOString()}::timestamptz`;
  return sql`select * from metrics where workspace_id = ${workspaceId}::uuid
    and id <= ${newest}::bigint
    ${to ? sql`and observed_at < ${instant(to)}` : sql``}
    ${from ? sql`and observed_at >= ${instant(from)}` : sql``}
    ${after ? sql`and (observed_at, id) > (${after.at}::timestamptz, ${after.id}::bigint)` : sql``}
    order by observed_at, id limit ${SCAN}::int`;
}

function toCells(
  row: Row,
  told: ToldBits,
  toIso: (atMs: number) => string,
  timeZone: string,
): Cells {
  const counts = toCounts(row.platform, row, told.get(row.platform) ?? 0);
  return [
    toIso(row.at_ms),
    timeZone,
    row.id,
    row.source,
    row.post_id,
    row.platform,
    row.handle,
    row.campaign,
    row.ordinal === null ? null : armLetter(row.ordinal),
    row.label,
    // A count that nobody has ever told is unknown: the cell stays empty.
    ...METRIC_NAMES.map((name) => counts[name]),
  ];
}
