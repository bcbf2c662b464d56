import { type SQL, sql } from "drizzle-orm";
import { DateTime } from "luxon";
import { beginOfDay } from "@/lib/domain/begin-of-day";
import { QUARTER_MS } from "@/lib/domain/quarter-hour";
import { toArray } from "@/server/db/to-array";
import { toUuids } from "@/server/db/uuid";
import type { ResultsScope, ResultsWindow } from "./results-scope";
import { ROLLUP_NAMES, type RollupName } from "./rollup-names";

/**
 * Leaves know everything, and are many; cells of accounts and campaigns are their sums. Those of
 * campaigns as a whole are only ranked: `rankRows`.
 */
export type CellKind = "leaf" | "campaign" | "whole" | "account";

/** What cells are chosen by. */
export type CellScope = Pick<ResultsScope, "workspaceId" | "sandbox" | "query">;

const among = (
  column: string,
  type: "text" | "uuid",
  values: readonly string[] | undefined,
): SQL =>
  values
    ? sql` and ${sql.raw(column)} = any(${type === "uuid" ? toUuids(values) : toArray("text", values)})`
    : sql``;

/** What the query asks of a table with these columns; `of` is the table's name in the statement. */
export function matches({ workspaceId, query }: CellScope, of: string): SQL {
  return sql`${sql.raw(of)}.workspace_id = ${workspaceId}::uuid${among(`${of}.platform`, "text", query.platform)}${among(`${of}.account_id`, "uuid", query.accountId)}${among(`${of}.campaign_id`, "uuid", query.campaignId)}${among(`${of}.variant_id`, "uuid", query.variantId)}${
    query.tag
      ? sql` and ${sql.raw(of)}.campaign_id in (select t.id from campaigns t
          where t.workspace_id = ${workspaceId}::uuid and t.tags && ${toArray("text", query.tag)})`
      : sql``
  }`;
}

/** The cells in view, of one kind. */
export const cellsOf = (scope: CellScope, kind: CellKind): SQL => sql`
  select r.id, r.platform, r.account_id, r.campaign_id, r.variant_id, r.told from rollup_cells r
  where ${matches(scope, "r")} and r.kind = ${kind} and r.sandbox = ${scope.sandbox}`;

interface Span {
  /** Null: open. */
  from: string | null;
  to: string | null;
  whole: keyof typeof TABLES;
}

const TABLES = {
  weeks: { name: "rollup_weeks", place: "week", type: "date" },
  days: { name: "rollup_days", place: "day", type: "date" },
  quarters: { name: "rollup_quarters", place: "bucket", type: "timestamptz" },
  ranks: { name: "rollup_ranks", place: "begin", type: "date" },
} as const;

/** Whole weeks and days of a zone that is kept, and quarters at the ragged ends. */
function toSpans({ from, to }: ResultsWindow, kept: string | null, withWeeks: boolean): Span[] {
  const all: Span = { from: toIso(from), to: toIso(to), whole: "quarters" };
  if (kept === null) return [all];
  const dayAt = (at: Date, daysOn = 0) =>
    DateTime.fromJSDate(beginOfDay(at, kept, daysOn), { zone: kept });
  const end = to && dayAt(to);
  const first = from && dayAt(from);
  const start = from && first && first.toMillis() < from.getTime() ? dayAt(from, 1) : first;
  const ends = [start, end].flatMap((at) => (at ? [at.toMillis()] : []));
  if (ends.some((at) => at % QUARTER_MS !== 0)) return [all];
  if (start && end && start >= end) return [all];
  const spans = withWeeks ? toWeeks(start, end) : [daysOf(start, end)];
  if (from && start && from.getTime() < start.toMillis()) {
    spans.push({ from: toIso(from), to: toIso(start.toJSDate()), whole: "quarters" });
  }
  if (to && end && end.toMillis() < to.getTime()) {
    spans.push({ from: toIso(end.toJSDate()), to: toIso(to), whole: "quarters" });
  }
  return spans;
}

type Day = DateTime | null | undefined;

/** Whole weeks, and the days before and behind them. */
function toWeeks(start: Day, end: Day): Span[] {
  const monday = start?.plus({ days: 6 }).startOf("week");
  const last = end?.startOf("week");
  if (monday && last && monday >= last) return [daysOf(start, end)];
  const spans: Span[] = [{ ...daysOf(monday, last), whole: "weeks" }];
  if (start && monday && start < monday) spans.push(daysOf(start, monday));
  if (end && last && last < end) spans.push(daysOf(last, end));
  return spans;
}

const daysOf = (from: Day, to: Day): Span => ({
  from: from?.toISODate() ?? null,
  to: to?.toISODate() ?? null,
  whole: "days",
});

const toIso = (at: Date | null): string | null => at?.toISOString() ?? null;

const list = (names: readonly RollupName[], toText: (name: RollupName) => string): SQL =>
  sql.raw(names.map(toText).join(", "));

/** Exact up to 2^53, as JavaScript counts: the sum of a bigint is a numeric, which is slow to add up again. */
const totals = (names: readonly RollupName[]): SQL =>
  list(names, (name) => `sum(m.${name}::float8) as ${name}`);

/** What rows are told apart by: local days, quarters of an hour, or nothing, which is a sum a cell. */
export type Slot = "day" | "quarter" | "none";

type Zones = Pick<ResultsScope, "zone" | "zoneId"> & { kept?: ResultsScope["kept"] };

/**
 * The counts of the cells in `cells` (a name in the statement) in a window, as rows of cell, slot and
 * counts. Each cell is looked up by its key: how much there is of others does not matter. Sums are made
 * of weeks, days and quarters of whatever zone is kept.
 */
export function rowsOf(
  cells: string,
  { zone, zoneId, kept = null }: Zones,
  window: ResultsWindow,
  slot: Slot,
  names: readonly RollupName[] = ROLLUP_NAMES,
): SQL {
  const own = zoneId === null ? null : { id: zoneId, zone };
  const from = slot === "none" ? (own ?? kept) : slot === "day" ? own : null;
  const spans = toSpans(window, from?.zone ?? null, slot === "none");
  const plain = list(names, (name) => `m.${name}`);
  const found = (span: Span) => {
    const { name } = TABLES[span.whole];
    return sql`from ${sql.raw(name)} m where m.cell_id = c.id
      ${span.whole === "quarters" ? sql`` : sql`and m.zone_id = ${from?.id ?? null}::int`}
      ${bound(span, ">=", span.from)} ${bound(span, "<", span.to)}`;
  };
  if (slot === "none") {
    const parts = spans.map((span) => sql`select ${plain} ${found(span)}`);
    return sql`select c.id as cell, null as slot, ${plain}
      from ${sql.raw(cells)} c cross join lateral (
        select ${totals(names)}
        from (${sql.join(parts, sql` union all `)}) m) m
      where m.${sql.raw(names[0] ?? "views")} is not null`;
  }
  const parts = spans.map((span) => {
    const { place } = TABLES[span.whole];
    return sql`select c.id as cell, ${toSlot(span, slot, zone)} as slot, ${plain}
      from ${sql.raw(cells)} c
      cross join lateral (select m.${sql.raw(place)}, ${plain} ${found(span)} offset 0) m`;
  });
  return sql.join(parts, sql` union all `);
}

/**
 * Views and posts of the cells in `cells`, which are campaigns as a whole: a row of cell, views and
 * posts each. All cells of a time are read in one go.
 */
export function rankRows(
  cells: string,
  { zone, zoneId, kept = null }: Zones,
  window: ResultsWindow,
): SQL {
  const from = zoneId === null ? kept : { id: zoneId, zone };
  const parts = toSpans(window, from?.zone ?? null, true).map((span) =>
    span.whole === "quarters"
      ? sql`select c.id as cell, m.views, m.posts from ${sql.raw(cells)} c
          cross join lateral (select m.views, m.posts from rollup_quarters m
            where m.cell_id = c.id ${bound(span, ">=", span.from)} ${bound(span, "<", span.to)}
            offset 0) m`
      : sql`select m.cell_id as cell, m.views, m.posts from rollup_ranks m
          where m.zone_id = ${from?.id ?? null}::int and m.span = ${TABLES[span.whole].place}
            ${bound({ ...span, whole: "ranks" }, ">=", span.from)}
            ${bound({ ...span, whole: "ranks" }, "<", span.to)}`,
  );
  return sql`select m.cell, ${totals(["views", "posts"])}
    from (${sql.join(parts, sql` union all `)}) m group by m.cell`;
}

function bound({ whole }: Span, sign: "<" | ">=", at: string | null): SQL {
  const { place, type } = TABLES[whole];
  if (at === null) return sql``;
  return sql`and m.${sql.raw(`${place} ${sign}`)} ${at}::${sql.raw(type)}`;
}

function toSlot({ whole }: Span, slot: Slot, zone: string): SQL {
  if (whole === "days") return sql`m.day`;
  return slot === "day" ? sql`(m.bucket at time zone ${zone})::date` : sql`m.bucket`;
}

/** A slot as text: a day as 2026-01-31, a quarter's begin in milliseconds since 1970. */
export const slotText = (slot: Exclude<Slot, "none">): SQL =>
  slot === "day" ? sql`slot::text` : sql`(extract(epoch from slot) * 1000)::bigint::text`;
