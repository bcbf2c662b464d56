import { METRIC_MEANINGS } from "@/components/analytics/metric-terms";
import { listLabels } from "@/components/analytics/platform-words";
import type { PlatformResult, SummaryKpi } from "@/lib/contracts/analytics";
import type { Platform } from "@/lib/platforms/platform";

type Row = Pick<PlatformResult, "platform" | "counts">;
type Side = "views" | "clicks";

const SIDES: readonly (readonly [SummaryKpi["key"], readonly Side[]])[] = [
  ["engagementRate", ["views"]],
  ["clickRate", ["views", "clicks"]],
];

const lack = (rows: readonly Row[], side: Side): Platform[] =>
  rows.filter(({ counts }) => counts[side] === null).map(({ platform }) => platform);

/** "X only: Bluesky tells no views"; null where all platforms are in it, or none is. */
function describeScope(rows: readonly Row[], sides: readonly Side[]): string | null {
  const inside = rows.filter(({ counts }) => sides.every((side) => counts[side] !== null));
  if (inside.length === 0 || inside.length === rows.length) return null;
  const why = sides.flatMap((side) => {
    const out = lack(rows, side);
    return out.length === 0
      ? []
      : [`${listLabels(out)} ${out.length === 1 ? "tells" : "tell"} no ${side}`];
  });
  return `${listLabels(inside.map(({ platform }) => platform))} only: ${why.join("; ")}`;
}

/** Why a rate is not the figures beside it divided by each other: whose it is. Null: it is of all. */
export function rateNotes(rows: readonly Row[], keys: readonly SummaryKpi["key"][]): string | null {
  const notes = SIDES.filter(([key]) => keys.includes(key)).flatMap(([key, sides]) => {
    const scope = describeScope(rows, sides);
    return scope === null ? [] : [{ name: METRIC_MEANINGS[key].name, scope }];
  });
  const byScope = [...Map.groupBy(notes, ({ scope }) => scope)];
  const said = byScope.map(([scope, own]) =>
    own.length > 1 ? `Both rates count ${scope}.` : `${own[0]?.name ?? ""} counts ${scope}.`,
  );
  return said.length === 0 ? null : said.join(" ");
}
