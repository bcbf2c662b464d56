import { DateTime } from "luxon";
import { beginOfDay } from "./begin-of-day";
import { toKnownZone } from "./zones";

export interface ReportCadence {
  cadence: "daily" | "weekly" | "monthly";
  /** Of a weekly one; Monday is 1. A monthly one goes out on the first. */
  weekday: number;
  hour: number;
  timeZone: string;
}

const UNITS = { daily: "day", weekly: "week", monthly: "month" } as const;

/** The first time after an instant at which the report goes out. */
export function nextReportAt(plan: ReportCadence, after: Date): Date {
  const unit = UNITS[plan.cadence];
  // A clock that skips the hour moves it on, so that the next one is looked for from the one before.
  let at = dueIn(plan, DateTime.fromJSDate(after, { zone: zoneOf(plan) }).minus({ [unit]: 1 }));
  while (at.toMillis() <= after.getTime()) at = dueIn(plan, at.plus({ [unit]: 1 }));
  return at.toJSDate();
}

/** The time in the same day, week or month. */
function dueIn({ cadence, weekday, hour }: ReportCadence, at: DateTime): DateTime {
  const start = at.startOf(UNITS[cadence]);
  const day = cadence === "weekly" ? start.plus({ days: weekday - 1 }) : start;
  return day.set({ hour });
}

/** What it tells of: the whole day, seven days or calendar month before the day that it goes out on. */
export function reportPeriod(plan: ReportCadence, dueAt: Date): { from: Date; to: Date } {
  const zone = zoneOf(plan);
  const first = DateTime.fromJSDate(dueAt, { zone }).minus({ [UNITS[plan.cadence]]: 1 });
  return { from: beginOfDay(first.toJSDate(), zone), to: beginOfDay(dueAt, zone) };
}

/** After a pause or an absence only the latest one goes out: nobody wants a pile of old ones. */
export function latestReportAt(plan: ReportCadence, dueAt: Date, now: Date): Date {
  let latest = dueAt;
  for (let next = dueAt; next <= now; next = nextReportAt(plan, next)) latest = next;
  return latest;
}

const zoneOf = ({ timeZone }: ReportCadence): string => toKnownZone(timeZone) ?? timeZone;
