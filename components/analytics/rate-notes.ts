import { METRIC_MEANINGS } from "@/components/analytics/metric-terms";
import type { PlatformResult, SummaryKpi } from "@/lib/contracts/analytics";
import { type RateSide, rateScope } from "@/lib/domain/rate-scope";
import { catalog } from "@/lib/platforms/catalog";

type Row = Pick<PlatformResult, "platform" | "counts">;
const SIDES: readonly (readonly [SummaryKpi["key"], readonly RateSide[]])[] = [
  ["engagementRate", ["views"]],
  ["clickRate", ["views", "clicks"]],
];

/** Why a rate is not the figures beside it divided by each other: whose it is. Null: it is of all. */
export function rateNotes(rows: readonly Row[], keys: readonly SummaryKpi["key"][]): string | null {
  const named = rows.map((row) => ({ ...row, name: catalog[row.platform].label }));
  const notes = SIDES.filter(([key]) => keys.includes(key)).flatMap(([key, sides]) => {
    const scope = rateScope(named, sides);
    return scope === null ? [] : [{ name: METRIC_MEANINGS[key].name, scope }];
  });
  const byScope = [...Map.groupBy(notes, ({ scope }) => scope)];
  const said = byScope.map(([scope, own]) =>
    own.length > 1 ? `Both rates count ${scope}.` : `${own[0]?.name ?? ""} counts ${scope}.`,
  );
  return said.length === 0 ? null : said.join(" ");
}
