import { type SQL, sql } from "drizzle-orm";
import type { Counts } from "@/lib/domain/metrics";
import { catalog } from "@/lib/platforms/catalog";
import { METRIC_NAMES, type MetricName } from "@/lib/platforms/entry";
import type { Platform } from "@/lib/platforms/platform";
import { isKnownCount } from "@/lib/platforms/told-bits";
import type { Tx } from "@/server/db/client";
import { notedPosts, notedSlot } from "./noted-posts";
import type { ResultsScope, ResultsWindow } from "./results-scope";
import { ROLLUP_NAMES, type RollupSums } from "./rollup-names";
import { type CellKind, cellsOf, rowsOf, type Slot, slotText } from "./rollup-rows";

export type Sums = Record<MetricName, number>;

/** Of each platform in view, which counts were ever told of its posts: bits. */
export type ToldBits = ReadonlyMap<Platform, number>;

interface PlatformSums {
  platform: Platform;
  sums: Sums;
  /** How many went out. */
  posts: number;
}

/** What was counted in a window for one cell, or a part of it. */
export interface CellSums extends PlatformSums {
  accountId: string | null;
  campaignId: string | null;
  variantId: string | null;
}

export interface ReadSums {
  cells: CellSums[];
  /** By platform and by local day as 2026-01-31, or by the begin of a quarter in milliseconds. */
  slots: (PlatformSums & { slot: string })[];
  /** By platform, in the window before. */
  before: PlatformSums[];
  told: ToldBits;
  /** Beside the sandbox: how many real posts went out. */
  realPosts: number;
}

type Row = RollupSums & {
  part: "cell" | "slot" | "before" | "told" | "real";
  slot: string | null;
  platform: Platform;
  accountId: string | null;
  campaignId: string | null;
  variantId: string | null;
  told: number;
};

const sums = sql.raw(ROLLUP_NAMES.map((name) => `sum(${name})::float8 as ${name}`).join(", "));
const noSums = sql.raw(METRIC_NAMES.map(() => "0").join(", "));

/** Results are looked at by account, or, where campaigns or variants are asked for, by leaf. */
export const kindOf = ({ query }: Pick<ResultsScope, "query">): CellKind =>
  query.campaignId || query.variantId || query.tag ? "leaf" : "account";

/**
 * The sums of the cells in view: each cell's, each slot's, and those of the window before; and what was
 * ever told of each platform.
 */
export async function querySums(
  tx: Tx,
  scope: ResultsScope,
  { window, before }: Spans,
  slot: Exclude<Slot, "none">,
): Promise<ReadSums> {
  const kind = kindOf(scope);
  const earlier: SQL = before
    ? sql`union all select 'before', null, c.platform, null, null, null, 0, ${sums}
        from (${rowsOf("c", scope, before, "none")}) b join c on c.id = b.cell group by c.platform`
    : sql``;
  const { rows } = await tx.execute<Row>(sql`
    with c as materialized (${cellsOf(scope, kind)}),
    w as materialized (${rowsOf("c", scope, window, slot)}),
    n as materialized (${notedPosts(scope, { from: before?.from ?? window.from, to: window.to })})
    select 'cell' as part, null::text as slot, x.platform, x.account_id as "accountId",
      x.campaign_id as "campaignId", x.variant_id as "variantId", 0 as told, ${sums}
    from (
      select c.platform, c.account_id, c.campaign_id, c.variant_id, c.told, s.*
      from (select cell, ${sums} from w group by cell) s join c on c.id = s.cell
      union all select n.platform, n.account_id, ${ownerIn(kind)}, 0, null, ${noSums}, n.posts
      from n ${since(window, ">=")}) x
    group by 3, 4, 5, 6 having ${isAny}
    union all select 'slot', ${slotText(slot)}, c.platform, null, null, null, 0, ${sums}
      from w join c on c.id = w.cell group by slot, c.platform
    union all select 'told', null, c.platform, null, null, null, bit_or(c.told), ${noSums}, 0
      from c group by c.platform
    ${earlier} ${noted(scope, { window, before }, slot)} ${realOnes(scope, window)}`);
  const parts = Map.groupBy(rows, ({ part }) => part);
  return {
    cells: (parts.get("cell") ?? []).map(toCellSums),
    slots: (parts.get("slot") ?? []).map((row) => ({ slot: row.slot ?? "", ...toPart(row) })),
    before: (parts.get("before") ?? []).map(toPart),
    told: new Map((parts.get("told") ?? []).map(({ platform, told }) => [platform, told])),
    realPosts: (parts.get("real") ?? []).reduce((sum, { posts }) => sum + posts, 0),
  };
}

interface Spans {
  window: ResultsWindow;
  before: ResultsWindow | null;
}

/** A cell that nothing was ever told of, and whose posts are no longer there, is none. */
export const isAny = sql.raw("sum(posts) <> 0 or bit_or(told) <> 0");

const ownerIn = (kind: CellKind): SQL =>
  kind === "leaf" ? sql`n.campaign_id, n.variant_id` : sql`null, null`;

const since = ({ from }: ResultsWindow, sign: "<" | ">="): SQL =>
  from ? sql`where published_at ${sql.raw(sign)} ${from.toISOString()}::timestamptz` : sql``;

/** What is noted (`n`) as more rows of slots and of the window before. */
function noted(scope: ResultsScope, { window, before }: Spans, slot: Exclude<Slot, "none">): SQL {
  return sql`
    union all select 'slot', ${notedSlot(slot, scope.zone)}, platform, null, null, null, 0,
      ${noSums}, sum(posts) from n ${since(window, ">=")} group by 2, 3
    ${
      before
        ? sql`union all select 'before', null, platform, null, null, null, 0, ${noSums}, sum(posts)
            from n ${since(window, "<")} group by 3`
        : sql``
    }`;
}

/** Real posts are counted where the sandbox is shown: they are missed there. */
function realOnes(scope: ResultsScope, window: ResultsWindow): SQL {
  if (!scope.sandbox) return sql``;
  const real = { ...scope, sandbox: false };
  return sql`
    union all select 'real', null, '', null, null, null, 0, ${noSums}, coalesce(sum(posts), 0)
    from (
      select posts from (
        with r as materialized (${cellsOf(real, kindOf(scope))})
        ${rowsOf("r", scope, window, "none", ["posts"])}) r
      union all select posts from (${notedPosts(real, window)}) o) real`;
}

const toPart = (row: RollupSums & { platform: Platform }): PlatformSums => ({
  platform: row.platform,
  sums: toSums(row),
  posts: row.posts,
});

type OwnedRow = Omit<Row, "part" | "slot" | "told">;

export const toCellSums = (row: OwnedRow): CellSums => ({
  ...toPart(row),
  accountId: row.accountId,
  campaignId: row.campaignId,
  variantId: row.variantId,
});

export const toSums = (row: Record<MetricName, number>): Sums =>
  Object.fromEntries(METRIC_NAMES.map((name) => [name, row[name]])) as Sums;

/** What nobody has ever told stays unknown: it is not zero. `told`: bits of what was. */
export function toCounts(platform: Platform, sums: Partial<Sums>, told: number): Counts {
  const entry = catalog[platform];
  return Object.fromEntries(
    METRIC_NAMES.map((name) => {
      const sum = sums[name] ?? 0;
      return [name, sum !== 0 || isKnownCount(entry, name, told) ? sum : null];
    }),
  ) as Counts;
}

/** The quarter that the first result or post in view lies in. */
export async function findFirstAt(tx: Tx, scope: ResultsScope): Promise<Date | null> {
  const { rows } = await tx.execute<{ at: number | null }>(sql`
    with c as materialized (${cellsOf(scope, kindOf(scope))})
    select (extract(epoch from min(f.bucket)) * 1000)::float8 as at from (
      select q.bucket from c cross join lateral (
        select q.bucket from rollup_quarters q where q.cell_id = c.id order by q.bucket limit 1) q
      union all select date_bin('15 minutes', n.published_at, 'epoch'::timestamptz)
        from (${notedPosts(scope, { from: null, to: null })}) n) f`);
  const at = rows[0]?.at ?? null;
  return at === null ? null : new Date(at);
}
