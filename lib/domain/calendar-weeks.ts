import type { SeriesPoint } from "@/lib/contracts/analytics";
import { beginOfDay } from "./begin-of-day";
import type { Share } from "./rate-of";
import { toWallClock } from "./wall-clock";

const DAY_MS = 86_400_000;
const WEEK_DAYS = 7;

/** The first of January 1970 was a Thursday: three days after a Monday. */
const weekdayOf = (at: Date, zone: string): number =>
  (Math.floor(toWallClock(at, zone) / DAY_MS) + 3) % WEEK_DAYS;

const beginOfWeek = (at: Date, zone: string): Date => beginOfDay(at, zone, -weekdayOf(at, zone));

const addShares = (a: Share, b: Share): Share => ({ part: a.part + b.part, base: a.base + b.base });

/** Days added up by the zone's weeks, from Monday on; the first and the last may hold fewer than seven. */
export function sumWeeks(days: readonly SeriesPoint[], zone: string): SeriesPoint[] {
  const weeks = new Map<string, SeriesPoint>();
  for (const day of days) {
    const at = beginOfWeek(new Date(day.at), zone).toISOString();
    const week = weeks.get(at);
    weeks.set(at, week ? { ...addPoints(week, day), at } : { ...day, at });
  }
  return [...weeks.values()];
}

const addPoints = (a: SeriesPoint, b: SeriesPoint): SeriesPoint => ({
  at: a.at,
  views: a.views + b.views,
  engagements: a.engagements + b.engagements,
  clicks: a.clicks + b.clicks,
  conversions: a.conversions + b.conversions,
  shares: {
    engagement: addShares(a.shares.engagement, b.shares.engagement),
    ctr: addShares(a.shares.ctr, b.shares.ctr),
  },
});

interface Window {
  from: string | null;
  to: string;
  now: string;
}

/**
 * How much of the week that begins at `at` lies in the window: "its last 3 days only", "so far". Null:
 * all of it. Before a window without a start there was nothing.
 */
export function weekPart(at: number, { from, to, now }: Window, zone: string): string | null {
  const end = beginOfDay(new Date(at), zone, WEEK_DAYS).getTime();
  const until = Date.parse(to);
  const isRunning = until >= Date.parse(now) && Date.parse(now) < end;
  const begin = from === null ? at : Math.max(at, Date.parse(from));
  const parts = [
    begin > at ? `its last ${daysIn(end - begin)} only` : null,
    isRunning ? "so far" : until < end ? `its first ${daysIn(until - at)} only` : null,
  ];
  return parts.filter(Boolean).join(", ") || null;
}

function daysIn(spanMs: number): string {
  // A clock that was put forward takes an hour of a day.
  const days = Math.max(1, Math.round(spanMs / DAY_MS));
  return days === 1 ? "day" : `${days} days`;
}
