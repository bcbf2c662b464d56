import { toWallClock } from "@/lib/domain/wall-clock";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export const WEEKDAYS = 7;
export const DAY_HOURS = 24;
export const WEEK_SLOTS = WEEKDAYS * DAY_HOURS;
/** Hours that lie together are expected to do alike. */
export const BLOCK_HOURS = 4;
export const DAY_BLOCKS = DAY_HOURS / BLOCK_HOURS;

/** An hour of the week: 0 is Monday from midnight to one o'clock, on the wall clock of the zone. */
export function weekSlotOf(at: Date, timeZone: string): number {
  const wall = toWallClock(at, timeZone);
  // 1 January 1970 was a Thursday.
  const weekday = (((Math.floor(wall / DAY_MS) + 3) % WEEKDAYS) + WEEKDAYS) % WEEKDAYS;
  const hour = Math.floor((((wall % DAY_MS) + DAY_MS) % DAY_MS) / HOUR_MS);
  return weekday * DAY_HOURS + hour;
}

export const hourOf = (slot: number): number => slot % DAY_HOURS;
export const weekdayOf = (slot: number): number => Math.floor(slot / DAY_HOURS);
export const blockOf = (slot: number): number => Math.floor(hourOf(slot) / BLOCK_HOURS);
