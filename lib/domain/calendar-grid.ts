import { DateTime } from "luxon";
import { beginOfDay } from "./begin-of-day";

export const CALENDAR_VIEWS = ["day", "week", "month", "list"] as const;
export type CalendarView = (typeof CALENDAR_VIEWS)[number];

/** A calendar day as `yyyy-MM-dd`, without a zone. */
export type Day = string;

export interface CalendarRange {
  from: Date;
  to: Date;
  days: Day[];
}

export const SNAP_MINUTES = 15;
const MINUTE_MS = 60_000;
const utcDay = (day: Day) => DateTime.fromISO(day, { zone: "utc", locale: "en-GB" });
const isoDay = (time: DateTime): Day => time.toFormat("yyyy-MM-dd");

export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && utcDay(text).isValid;
}

/** The day an instant falls on, by the zone's wall clock. */
export function dayOf(at: Date | string, zone: string): Day {
  return isoDay(local(at, zone));
}

/** When the zone's next day begins. */
export function nextMidnight(at: Date, zone: string): Date {
  return beginOfDay(at, zone, 1);
}

/** Minutes past midnight on the wall clock; a day of 23 or 25 hours still has 1440 of them. */
export function minutesOf(at: Date | string, zone: string): number {
  const time = local(at, zone);
  return time.hour * 60 + time.minute;
}

/** The instant of a wall clock time. One that the clock skips moves forward by the skip. */
export function instantOf(day: Day, minutes: number, zone: string): Date {
  const { year, month, day: date } = utcDay(day);
  const hour = Math.floor(minutes / 60);
  return DateTime.fromObject(
    { year, month, day: date, hour, minute: minutes % 60 },
    { zone },
  ).toJSDate();
}

export function snapMinutes(minutes: number): number {
  const snapped = Math.round(minutes / SNAP_MINUTES) * SNAP_MINUTES;
  return Math.min(24 * 60 - SNAP_MINUTES, Math.max(0, snapped));
}

/** The same wall clock time some days on, whatever the clock does in between. */
export function addDays(at: Date | string, days: number, zone: string): Date {
  return local(at, zone).plus({ days }).toJSDate();
}

export function addMinutes(at: Date | string, minutes: number): Date {
  return new Date(new Date(at).getTime() + minutes * MINUTE_MS);
}

/** What a view shows around a day: whole weeks from Monday, whole months in whole weeks. */
export function rangeOf(view: CalendarView, day: Day, zone: string): CalendarRange {
  const at = utcDay(day);
  const unit = view === "month" ? "month" : view === "day" ? "day" : "week";
  const first = view === "day" ? at : at.startOf(unit).startOf("week");
  const last = view === "day" ? at : at.endOf(unit).endOf("week");
  const days: Day[] = [];
  for (let each = first.startOf("day"); each <= last; each = each.plus({ days: 1 })) {
    days.push(isoDay(each));
  }
  const end = isoDay(last.plus({ days: 1 }));
  return {
    from: instantOf(isoDay(first), 0, zone),
    to: instantOf(view === "day" ? isoDay(at.plus({ days: 1 })) : end, 0, zone),
    days,
  };
}

export function stepDay(view: CalendarView, day: Day, by: 1 | -1): Day {
  const unit = view === "month" ? "months" : view === "day" ? "days" : "weeks";
  return isoDay(utcDay(day).plus({ [unit]: by }));
}

/** "16 to 22 November", "30 November to 6 December", "November 2026", "Wednesday 18 November". */
export function rangeTitle(view: CalendarView, day: Day): string {
  const at = utcDay(day);
  if (view === "month") return at.toFormat("LLLL yyyy");
  if (view === "day") return at.toFormat("cccc d LLLL");
  const first = at.startOf("week");
  const last = at.endOf("week");
  const start = first.month === last.month ? `${first.day}` : first.toFormat("d LLLL");
  return `${start} to ${last.toFormat("d LLLL")}`;
}

/** A day for people: "Wed 18 November". */
export function dayTitle(day: Day, format = "ccc d LLLL"): string {
  return utcDay(day).toFormat(format);
}

export function isSameMonth(day: Day, other: Day): boolean {
  return day.slice(0, 7) === other.slice(0, 7);
}

/** The working hours, widened to whole hours so that every post is in sight. */
export function hourWindow(minutes: readonly number[]): { first: number; last: number } {
  const first = Math.min(8, ...minutes.map((each) => Math.floor(each / 60)));
  const last = Math.max(21, ...minutes.map((each) => Math.ceil((each + 60) / 60)));
  return { first, last: Math.min(24, last) };
}

/** The next quarter of an hour, no sooner than the gap after `after`, that keeps the gap to all of `taken`. */
export function freeTimeAfter(after: Date, taken: readonly Date[], gapMinutes: number): Date {
  const step = SNAP_MINUTES * MINUTE_MS;
  const gap = gapMinutes * MINUTE_MS;
  const others = taken.map((each) => each.getTime()).toSorted((a, b) => a - b);
  let candidate = Math.ceil((after.getTime() + gap) / step) * step;
  for (const other of others) {
    if (Math.abs(other - candidate) < gap) candidate = Math.ceil((other + gap) / step) * step;
  }
  return new Date(candidate);
}

function local(at: Date | string, zone: string): DateTime {
  const instant = typeof at === "string" ? new Date(at) : at;
  return DateTime.fromJSDate(instant, { zone });
}
