import type { HeatCell, HeatMetric } from "@/components/analytics/heat-scale";
import type { HeatMapView } from "@/lib/contracts/analytics";
import { WEEK_SLOTS, weekSlotOf } from "@/lib/domain/best-time/week-slot";

const quarterMs = 15 * 60_000;
const weekMs = 7 * 24 * 60 * 60_000;
/** Fewer than this over the whole week, and a bright hour is as likely chance as habit. */
const enoughToRead = 500;
const enoughPosts = 10;
const enoughWeeks = 2;
/** On fewer dates than this an hour's figure is of those dates, and not of the hour. */
const enoughDates = 3;

export interface HeatFacts {
  total: number;
  posts: number;
  /** The hour with most, its share of all, and on how many dates any came in it. */
  peak: { slot: number; value: number; share: number; dates: number } | null;
  /** There is enough to look for a pattern in. */
  isEnough: boolean;
  /** Its hour had most on enough dates to be called one. */
  isHabit: boolean;
}

/** `leastSeen`: how often each hour of the week lies in the period; null where that is not known. */
export function heatFacts(
  week: readonly (HeatCell | null)[],
  metric: HeatMetric,
  leastSeen: number | null,
): HeatFacts {
  const facts: HeatFacts = { total: 0, posts: 0, peak: null, isEnough: false, isHabit: false };
  week.forEach((cell, slot) => {
    if (!cell) return;
    const value = cell[metric];
    facts.total += value;
    facts.posts += cell.posts;
    if (value > (facts.peak?.value ?? 0)) {
      facts.peak = { slot, value, share: 0, dates: cell.dates[metric] };
    }
  });
  if (facts.peak && facts.total > 0) facts.peak.share = facts.peak.value / facts.total;
  const isLong = leastSeen !== null && leastSeen >= enoughWeeks;
  facts.isEnough = isLong && facts.total >= enoughToRead && facts.posts >= enoughPosts;
  facts.isHabit = facts.isEnough && (facts.peak?.dates ?? 0) >= enoughDates;
  return facts;
}

/** How often each hour of the week could be seen; null where no post went out. */
export function timesSeen({
  from,
  to,
  timeZone,
}: Pick<HeatMapView, "from" | "to" | "timeZone">): { least: number; seen: boolean[] } | null {
  if (from === null) return null;
  const [start, end] = [Date.parse(from), Date.parse(to)];
  const least = Math.max(0, Math.floor((end - start) / weekMs));
  const seen = Array.from({ length: WEEK_SLOTS }, () => least > 0);
  for (let at = start; least === 0 && at < end; at += quarterMs) {
    seen[weekSlotOf(new Date(at), timeZone)] = true;
  }
  return { least, seen };
}
