import type { FigureRows } from "@/components/analytics/figure-rows";
import { countOf, inFigures, inPercent } from "@/components/analytics/figures-in-words";
import type { HeatCell, HeatFacts, HeatMetric } from "@/components/analytics/heat-scale";
import { hourOf, weekdayOf } from "@/lib/domain/best-time/week-slot";
import { hourRange, WEEKDAY_NAMES } from "@/lib/domain/best-time/words";

const NOUNS: Record<HeatMetric, string> = {
  views: "view",
  engagements: "interaction",
  clicks: "click",
};

/** "Monday 18:00–19:00". */
export const slotWords = (slot: number) =>
  `${WEEKDAY_NAMES[weekdayOf(slot)] ?? ""} ${hourRange(hourOf(slot))}`;

export function cellWords(cell: HeatCell | null, metric: HeatMetric, isSeen: boolean): string {
  if (!cell) return isSeen ? "Nothing came in." : "Not in this period.";
  const out = cell.posts > 0 ? `; ${countOf(cell.posts, "post")} went out` : "";
  return `${countOf(cell[metric], NOUNS[metric])}${out}.`;
}

export function heatFinding(
  { total, posts, peak, isEnough }: HeatFacts,
  metric: HeatMetric,
): string {
  if (!peak) return `No ${NOUNS[metric]}s came in`;
  if (!isEnough) {
    return `Too early to see a habit: ${countOf(total, NOUNS[metric])}, ${countOf(posts, "post")} out`;
  }
  return `${slotWords(peak.slot)} brought most ${NOUNS[metric]}s: ${inPercent(peak.share)} of ${inFigures(total)}`;
}

/** "1–99", "100–399", "400 or more": what each shade stands for. */
export const shadeWords = (starts: readonly number[], most: number): string[] =>
  starts.map((start, index) => {
    const end = (starts[index + 1] ?? most + 1) - 1;
    return end > start ? `${inFigures(start)}–${inFigures(end)}` : inFigures(start);
  });

export const heatRows = (week: readonly (HeatCell | null)[]): FigureRows => [
  ["Weekday", "Hour", "Views", "Interactions", "Clicks", "Posts out"],
  ...week.map((cell, slot) => [
    WEEKDAY_NAMES[weekdayOf(slot)] ?? "",
    `${String(hourOf(slot)).padStart(2, "0")}:00`,
    cell?.views ?? 0,
    cell?.engagements ?? 0,
    cell?.clicks ?? 0,
    cell?.posts ?? 0,
  ]),
];
