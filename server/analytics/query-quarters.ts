import { sql } from "drizzle-orm";
import { engagementsOf } from "@/lib/domain/metrics";
import { METRIC_NAMES, type MetricName } from "@/lib/platforms/entry";
import type { Reader } from "@/server/db/client";
import { toSums } from "./query-sums";
import { cellsOf, rowsOf, slotText } from "./rollup-rows";

/** What came in within one quarter of an hour. */
export interface QuarterSums {
  /** Its start, in milliseconds since 1970. */
  at: number;
  views: number;
  engagements: number;
  clicks: number;
}

const sums = sql.raw(METRIC_NAMES.map((name) => `sum(${name})::float8 as ${name}`).join(", "));

type Row = Record<MetricName, number> & { slot: string };

/** A whole world's results by quarters of an hour, in the order of time; those without any are left out. */
export async function queryQuarters(
  db: Reader,
  { workspaceId, sandbox }: { workspaceId: string; sandbox: boolean },
  window: { from: Date; to: Date | null },
): Promise<QuarterSums[]> {
  const scope = { workspaceId, sandbox, query: {} };
  const { rows } = await db.execute<Row>(sql`
    with c as materialized (${cellsOf(scope, "account")})
    select ${slotText("quarter")} as slot, ${sums}
    from (${rowsOf("c", { zone: "UTC", zoneId: null }, window, "quarter")}) w group by w.slot`);
  return rows
    .map(({ slot, ...row }) => {
      const { views, clicks, ...rest } = toSums(row);
      const engagements = engagementsOf({ views, clicks, ...rest });
      return { at: Number(slot), views, clicks, engagements };
    })
    .toSorted((a, b) => a.at - b.at);
}
