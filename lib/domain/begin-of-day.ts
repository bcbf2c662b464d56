import { toInstant, toWallClock } from "./wall-clock";

const DAY_MS = 86_400_000;

/**
 * The first instant of a day of the zone: of the day that `at` lies in, or of one as 2026-01-31; with
 * `daysOn`, of a day some days later. Not always midnight: some clocks skip it, and some show it twice.
 */
export function beginOfDay(at: Date | string, zone: string, daysOn = 0): Date {
  const wall = typeof at === "string" ? Date.parse(`${at}T00:00Z`) : toWallClock(at, zone);
  return new Date(toInstant((Math.floor(wall / DAY_MS) + daysOn) * DAY_MS, zone));
}
