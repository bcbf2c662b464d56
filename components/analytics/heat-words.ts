import type { FigureRows } from "@/components/analytics/figure-rows";
import { countOf, inFigures, inWords } from "@/components/analytics/figures-in-words";
import type { HeatFacts } from "@/components/analytics/heat-facts";
import { type HeatCell, type HeatMetric, inCell } from "@/components/analytics/heat-scale";
import { hourOf, weekdayOf } from "@/lib/domain/best-time/week-slot";
import { hourRange, WEEKDAY_NAMES } from "@/lib/domain/best-time/words";
import { inPercent } from "@/lib/domain/percent-words";

const NOUNS: Record<HeatMetric, string> = {
  views: "view",
  engagements: "interaction",
  clicks: "click",
};

/** "Monday 18:00–19:00". */
export const slotWords = (slot: number) =>
  `${WEEKDAY_NAMES[weekdayOf(slot)] ?? ""} ${hourRange(hourOf(slot))}`;

export function cellWords(cell: HeatCell | null, metric: HeatMetric, isSeen: boolean): string {
  if (!cell) return isSeen ? "Nothing came in." : "Not in this period, or before the first post.";
  const out = cell.posts > 0 ? `; ${countOf(cell.posts, "post")} went out` : "";
  const value = cell[metric];
  // What stands in the cell is said too, so that people can ask for what they see.
  const about = value >= 1000 ? `, about ${inCell(value)}` : "";
  return `${countOf(value, NOUNS[metric])}${about}${out}.`;
}

export function heatFinding(
  { total, posts, peak, isEnough, isHabit }: HeatFacts,
  metric: HeatMetric,
): string {
  if (!peak) return `No ${NOUNS[metric]}s came in`;
  if (!isEnough) {
    return `Too early to see a habit: ${countOf(total, NOUNS[metric])}, ${countOf(posts, "post")} out`;
  }
  const dates = `${inWords(peak.dates)} ${peak.dates === 1 ? "date" : "dates"}`;
  return isHabit
    ? `${slotWords(peak.slot)} brought most ${NOUNS[metric]}s: ${inPercent(peak.share)} of ${inFigures(total)}, on ${dates}`
    : `No habit to see yet: the hour with most ${NOUNS[metric]}s had them on ${dates} only`;
}

/** How long results could come in at all: "Each hour came at least 3 times while posts were out". */
export function seenWords(least: number | undefined): string {
  if (least === undefined) return "";
  if (least === 0) return "Posts were out for less than a week of it";
  return `Each hour came at least ${least === 1 ? "once" : `${inFigures(least)} times`} while posts were out`;
}

/** "1–99", "100–399", "400 or more": what each shade stands for. */
export const shadeWords = (starts: readonly number[], most: number): string[] =>
  starts.map((start, index) => {
    const end = (starts[index + 1] ?? most + 1) - 1;
    return end > start ? `${inFigures(start)}–${inFigures(end)}` : inFigures(start);
  });

type Told = Record<"views" | "clicks", boolean>;

/** Empty where nobody tells the count. */
export const heatRows = (week: readonly (HeatCell | null)[], told: Told): FigureRows => [
  ["Weekday", "Hour", "Views", "Interactions", "Clicks", "Posts out"],
  ...week.map((cell, slot) => [
    WEEKDAY_NAMES[weekdayOf(slot)] ?? "",
    `${String(hourOf(slot)).padStart(2, "0")}:00`,
    told.views ? (cell?.views ?? 0) : null,
    cell?.engagements ?? 0,
    told.clicks ? (cell?.clicks ?? 0) : null,
    cell?.posts ?? 0,
  ]),
];
