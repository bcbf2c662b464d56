import type { HeatMapView } from "@/lib/contracts/analytics";
import { DAY_HOURS, WEEK_SLOTS } from "@/lib/domain/best-time/week-slot";

export type HeatMetric = "views" | "engagements" | "clicks";
export type HeatCell = HeatMapView["cells"][number];

const SHADES = 5;

/** Every hour of the week, Monday 00:00 first; null where nothing came in. */
export function toWeek(cells: readonly HeatCell[]): (HeatCell | null)[] {
  const week = Array.from({ length: WEEK_SLOTS }, (): HeatCell | null => null);
  for (const cell of cells) week[(cell.weekday - 1) * DAY_HOURS + cell.hour] = cell;
  return week;
}

/**
 * Where each shade begins: round figures on a scale of squares, since a few hours outshine all the
 * others. Fewer than five where the figures are small.
 */
export function shadeStarts(most: number): number[] {
  const starts = Array.from({ length: SHADES }, (_, index) =>
    Math.max(1, roundTo2(most * (index / SHADES) ** 2)),
  );
  return [...new Set(starts)].filter((start) => start <= most);
}

function roundTo2(value: number): number {
  const power = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(value, 1))) - 1);
  return Math.round(value / power) * power;
}

/** 1 to 5, the strongest at the top; 0 where nothing came in, or less was taken back than came. */
export function shadeOf(value: number, starts: readonly number[]): number {
  const reached = starts.filter((start) => value >= start).length;
  if (reached === 0) return 0;
  // With few steps the strongest is still the strongest shade.
  return starts.length === 1
    ? SHADES
    : 1 + Math.round(((reached - 1) * (SHADES - 1)) / (starts.length - 1));
}

/** Of the seven grounds those that differ most from each other and from the page, in both themes. */
const GROUNDS = ["heat-none", "heat-2", "heat-4", "heat-5", "heat-6", "heat-7"] as const;

export const groundOf = (shade: number): string => GROUNDS[shade] ?? "heat-none";

/** "7", "430", "1.2k", "38k", "2.1M": as much as an hour's cell holds. */
export function inCell(value: number): string {
  const steps = [
    [1_000_000, "M"],
    [1000, "k"],
  ] as const;
  // What would be rounded up to the next step is written in it.
  const step = steps.find(([size]) => value >= size * (size === 1000 ? 1 : 0.9995));
  if (!step) return String(Math.round(value));
  const part = value / step[0];
  return `${part < 9.95 ? part.toFixed(1).replace(/\.0$/, "") : Math.round(part)}${step[1]}`;
}
