import { METRIC_MEANINGS } from "@/components/analytics/metric-terms";
import type { PlatformResult, SummaryKpi } from "@/lib/contracts/analytics";
import { type RateSide, scopeNotes } from "@/lib/domain/rate-scope";
import { catalog } from "@/lib/platforms/catalog";

type Row = Pick<PlatformResult, "platform" | "counts">;
const SIDES: readonly (readonly [SummaryKpi["key"], readonly RateSide[]])[] = [
  ["engagementRate", ["views"]],
  ["clickRate", ["views", "clicks"]],
];

/** Why a rate is not the figures beside it divided by each other: whose it is. Null: it is of all. */
export function rateNotes(rows: readonly Row[], keys: readonly SummaryKpi["key"][]): string | null {
  const named = rows.map((row) => ({ ...row, name: catalog[row.platform].label }));
  const rates = SIDES.filter(([key]) => keys.includes(key));
  return scopeNotes(
    named,
    rates.map(([key, sides]) => ({ name: METRIC_MEANINGS[key].name, sides })),
  );
}
