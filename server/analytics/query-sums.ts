import { type SQL, sql } from "drizzle-orm";
import type { Counts } from "@/lib/domain/metrics";
import { catalog } from "@/lib/platforms/catalog";
import { METRIC_NAMES, type MetricName } from "@/lib/platforms/entry";
import type { Platform } from "@/lib/platforms/platform";
import type { Tx } from "@/server/db/client";
import type { ResultsScope, ResultsWindow } from "./results-scope";
import { type CellKind, cellsOf, rowsOf, type Slot, slotText } from "./rollup-rows";

export type Sums = Record<MetricName, number>;

/** What was counted in a window for one cell. */
export interface CellSums {
  platform: Platform;
  accountId: string | null;
  campaignId: string | null;
  variantId: string | null;
  sums: Sums;
}

export interface ReadSums {
  cells: CellSums[];
  /** By platform and by local day as 2026-01-31, or by the begin of a quarter in milliseconds. */
  slots: { slot: string; platform: Platform; sums: Sums }[];
  /** By platform, in the window before. */
  before: { platform: Platform; sums: Sums }[];
}

type Row = Record<MetricName, number> & {
  part: "cell" | "slot" | "before";
  slot: string | null;
  platform: Platform;
  accountId: string | null;
  campaignId: string | null;
  variantId: string | null;
};

const sums = sql.raw(METRIC_NAMES.map((name) => `sum(${name})::float8 as ${name}`).join(", "));
const owners = sql.raw("c.platform, c.account_id, c.campaign_id, c.variant_id");

/** Results are looked at by account, or, where campaigns or variants are asked for, by leaf. */
export const kindOf = ({ query }: ResultsScope): CellKind =>
  query.campaignId || query.variantId || query.tag ? "leaf" : "account";

/** The sums of the cells in view: each cell's, each slot's, and those of the window before. */
export async function querySums(
  tx: Tx,
  scope: ResultsScope,
  spans: { window: ResultsWindow; before: ResultsWindow | null },
  slot: Exclude<Slot, "none">,
): Promise<ReadSums> {
  const { window, before } = spans;
  const earlier: SQL = before
    ? sql`union all select 'before', null, c.platform, null, null, null, ${sums}
        from (${rowsOf("c", scope, before, "none")}) b join c on c.id = b.cell group by c.platform`
    : sql``;
  const { rows } = await tx.execute<Row>(sql`
    with c as materialized (${cellsOf(scope, kindOf(scope))}),
    w as materialized (${rowsOf("c", scope, window, slot)})
    select 'cell' as part, null::text as slot, c.platform, c.account_id as "accountId",
      c.campaign_id as "campaignId", c.variant_id as "variantId", ${sums}
    from w join c on c.id = w.cell group by c.id, ${owners}
    union all select 'slot', ${slotText(slot)}, c.platform, null, null, null, ${sums}
      from w join c on c.id = w.cell group by slot, c.platform
    ${earlier}`);
  const parts = Map.groupBy(rows, ({ part }) => part);
  return {
    cells: (parts.get("cell") ?? []).map(toCellSums),
    slots: (parts.get("slot") ?? []).map((row) => ({
      slot: row.slot ?? "",
      platform: row.platform,
      sums: toSums(row),
    })),
    before: (parts.get("before") ?? []).map((row) => ({
      platform: row.platform,
      sums: toSums(row),
    })),
  };
}

type OwnedRow = Omit<Row, "part" | "slot">;

export const toCellSums = (row: OwnedRow): CellSums => ({
  platform: row.platform,
  accountId: row.accountId,
  campaignId: row.campaignId,
  variantId: row.variantId,
  sums: toSums(row),
});

export const toSums = (row: Record<MetricName, number>): Sums =>
  Object.fromEntries(METRIC_NAMES.map((name) => [name, row[name]])) as Sums;

/** What no source can tell stays unknown: it is not zero. */
export function toCounts(platform: Platform, told: Partial<Sums>): Counts {
  const authorities = catalog[platform].metrics;
  return Object.fromEntries(
    METRIC_NAMES.map((name) => {
      // Where the platform can't tell, a post's short links may have.
      const isKnown = authorities[name] !== null || (told[name] ?? 0) !== 0;
      return [name, isKnown ? (told[name] ?? 0) : null];
    }),
  ) as Counts;
}

/** The quarter that the first result in view lies in. */
export async function findFirstAt(tx: Tx, scope: ResultsScope): Promise<Date | null> {
  const { rows } = await tx.execute<{ at: number | null }>(sql`
    with c as materialized (${cellsOf(scope, kindOf(scope))})
    select (extract(epoch from min(f.bucket)) * 1000)::float8 as at
    from c cross join lateral (
      select q.bucket from rollup_quarters q where q.cell_id = c.id order by q.bucket limit 1) f`);
  const at = rows[0]?.at ?? null;
  return at === null ? null : new Date(at);
}
