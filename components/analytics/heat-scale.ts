import type { HeatMapView } from "@/lib/contracts/analytics";
import { DAY_HOURS, WEEK_SLOTS, weekSlotOf } from "@/lib/domain/best-time/week-slot";

export type HeatMetric = "views" | "engagements" | "clicks";
export type HeatCell = HeatMapView["cells"][number];

const SHADES = 7;
const quarterMs = 15 * 60_000;
const weekMs = 7 * 24 * 60 * 60_000;
/** Fewer than this over the whole week, and a bright hour is as likely chance as habit. */
const enoughToRead = 500;
const enoughPosts = 10;
const enoughWeeks = 2;

/** Every hour of the week, Monday 00:00 first; null where nothing came in. */
export function toWeek(cells: readonly HeatCell[]): (HeatCell | null)[] {
  const week = Array.from({ length: WEEK_SLOTS }, (): HeatCell | null => null);
  for (const cell of cells) week[(cell.weekday - 1) * DAY_HOURS + cell.hour] = cell;
  return week;
}

/**
 * Where each shade begins: round figures on a scale of squares, since a few hours outshine all the
 * others. Fewer than seven where the figures are small.
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

/** 1 to 7, dark at the top; 0 where nothing came in, or less was taken back than came. */
export function shadeOf(value: number, starts: readonly number[]): number {
  const reached = starts.filter((start) => value >= start).length;
  if (reached === 0) return 0;
  // With few steps the strongest is still the strongest shade.
  return starts.length === 1
    ? SHADES
    : 1 + Math.round(((reached - 1) * (SHADES - 1)) / (starts.length - 1));
}

export interface HeatFacts {
  total: number;
  posts: number;
  /** The hour with most, and its share of all. */
  peak: { slot: number; value: number; share: number } | null;
  /** There is enough to look for a pattern in. */
  isEnough: boolean;
}

/** `leastSeen`: how often each hour of the week lies in the period; null where that is not known. */
export function heatFacts(
  week: readonly (HeatCell | null)[],
  metric: HeatMetric,
  leastSeen: number | null,
): HeatFacts {
  const facts: HeatFacts = { total: 0, posts: 0, peak: null, isEnough: false };
  week.forEach((cell, slot) => {
    if (!cell) return;
    const value = cell[metric];
    facts.total += value;
    facts.posts += cell.posts;
    if (value > (facts.peak?.value ?? 0)) facts.peak = { slot, value, share: 0 };
  });
  if (facts.peak && facts.total > 0) facts.peak.share = facts.peak.value / facts.total;
  const isLong = leastSeen !== null && leastSeen >= enoughWeeks;
  facts.isEnough = isLong && facts.total >= enoughToRead && facts.posts >= enoughPosts;
  return facts;
}

/** How often each hour of the week lies in a window; null where the window has no start. */
export function timesSeen(
  window: { from: string | undefined; to: number },
  timeZone: string,
): { least: number; seen: boolean[] } | null {
  if (!window.from) return null;
  const from = Date.parse(window.from);
  const least = Math.max(0, Math.floor((window.to - from) / weekMs));
  const seen = Array.from({ length: WEEK_SLOTS }, () => least > 0);
  for (let at = from; least === 0 && at < window.to; at += quarterMs) {
    seen[weekSlotOf(new Date(at), timeZone)] = true;
  }
  return { least, seen };
}
