import { type SQL, sql } from "drizzle-orm";
import { DateTime } from "luxon";
import { QUARTER_MS } from "@/lib/domain/quarter-hour";
import { METRIC_NAMES } from "@/lib/platforms/entry";
import { toArray } from "@/server/db/to-array";
import { toUuids } from "@/server/db/uuid";
import type { ResultsScope, ResultsWindow } from "./results-scope";

/** Leaves know everything, and are many; cells of accounts and campaigns are their sums. */
export type CellKind = "leaf" | "campaign" | "account";

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
  select r.id, r.platform, r.account_id, r.campaign_id, r.variant_id from rollup_cells r
  where ${matches(scope, "r")} and r.kind = ${kind} and r.sandbox = ${scope.sandbox}`;

interface Span {
  /** Null: open. */
  from: string | null;
  to: string | null;
  whole: "days" | "quarters";
}

/** Whole days of a zone that is kept, and quarters at the ragged ends. */
function toSpans({ from, to }: ResultsWindow, zone: string, isKept: boolean): Span[] {
  const all: Span = { from: toIso(from), to: toIso(to), whole: "quarters" };
  if (!isKept) return [all];
  const first = from && DateTime.fromJSDate(from, { zone });
  const start = first && (isMidnight(first) ? first : first.startOf("day").plus({ days: 1 }));
  const end = to && DateTime.fromJSDate(to, { zone }).startOf("day");
  const ends = [start, end].flatMap((at) => (at ? [at.toMillis()] : []));
  if (ends.some((at) => at % QUARTER_MS !== 0)) return [all];
  if (start && end && start >= end) return [all];
  const spans: Span[] = [
    { from: start?.toISODate() ?? null, to: end?.toISODate() ?? null, whole: "days" },
  ];
  if (from && start && from.getTime() < start.toMillis()) {
    spans.push({ from: toIso(from), to: toIso(start.toJSDate()), whole: "quarters" });
  }
  if (to && end && end.toMillis() < to.getTime()) {
    spans.push({ from: toIso(end.toJSDate()), to: toIso(to), whole: "quarters" });
  }
  return spans;
}

const toIso = (at: Date | null): string | null => at?.toISOString() ?? null;
const isMidnight = (at: DateTime): boolean => at.toMillis() === at.startOf("day").toMillis();

const columns = sql.raw(METRIC_NAMES.map((name) => `m.${name}`).join(", "));
const summed = sql.raw(METRIC_NAMES.map((name) => `sum(m.${name}) as ${name}`).join(", "));

/** What rows are told apart by: local days, quarters of an hour, or nothing, which is a sum a cell. */
export type Slot = "day" | "quarter" | "none";

/**
 * The counts of the cells in `cells` (a name in the statement) in a window, as rows of cell, slot and
 * counts. Each cell is looked up by its key: how much there is of others does not matter.
 */
export function rowsOf(
  cells: string,
  { zone, zoneId }: Pick<ResultsScope, "zone" | "zoneId">,
  window: ResultsWindow,
  slot: Slot,
): SQL {
  const spans = toSpans(window, zone, zoneId !== null && slot !== "quarter");
  const parts = spans.map((span) => {
    const place = span.whole === "days" ? sql`m.day` : sql`m.bucket`;
    const found = sql`from ${sql.raw(span.whole === "days" ? "rollup_days" : "rollup_quarters")} m
      where m.cell_id = c.id ${span.whole === "days" ? sql`and m.zone_id = ${zoneId}::int` : sql``}
      ${bound(span, ">=", span.from)} ${bound(span, "<", span.to)}`;
    if (slot === "none") {
      return sql`select c.id as cell, null as slot, ${columns}
        from ${sql.raw(cells)} c cross join lateral (select ${summed} ${found}) m
        where m.views is not null`;
    }
    return sql`select c.id as cell, ${toSlot(span, slot, zone)} as slot, ${columns}
      from ${sql.raw(cells)} c
      cross join lateral (select ${place}, ${columns} ${found} offset 0) m`;
  });
  return sql.join(parts, sql` union all `);
}

function bound({ whole }: Span, sign: "<" | ">=", at: string | null): SQL {
  if (at === null) return sql``;
  return whole === "days"
    ? sql`and m.day ${sql.raw(sign)} ${at}::date`
    : sql`and m.bucket ${sql.raw(sign)} ${at}::timestamptz`;
}

function toSlot({ whole }: Span, slot: Slot, zone: string): SQL {
  if (whole === "days") return sql`m.day`;
  return slot === "day" ? sql`(m.bucket at time zone ${zone})::date` : sql`m.bucket`;
}

/** A slot as text: a day as 2026-01-31, a quarter's begin in milliseconds since 1970. */
export const slotText = (slot: Exclude<Slot, "none">): SQL =>
  slot === "day" ? sql`slot::text` : sql`(extract(epoch from slot) * 1000)::bigint::text`;
