import { DateTime } from "luxon";
import { beginOfDay } from "@/lib/domain/begin-of-day";

export const PERIODS = [
  { value: "7", label: "7 days" },
  { value: "28", label: "28 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "A year" },
  { value: "all", label: "All" },
  { value: "dates", label: "Dates" },
] as const;
export type Period = (typeof PERIODS)[number]["value"];

export interface PeriodChoice {
  period: Period;
  /** Calendar days, both included; used when the period is "dates". */
  fromDay: string;
  toDay: string;
}

/** The calendar day of an instant in a zone, as 2026-01-31. */
export const dayOf = (at: number, zone: string): string =>
  DateTime.fromMillis(at, { zone }).toISODate() ?? "";

/** The instant at which a calendar day begins in a zone, or a later one. */
export function dayStart(day: string, zone: string, daysLater = 0): string {
  const start = beginOfDay(day, zone, daysLater);
  return Number.isNaN(start.getTime()) ? "" : start.toISOString();
}

/** The window as the API takes it. Both days of a range are in it, whole. */
export function toWindow(
  { period, fromDay, toDay }: PeriodChoice,
  zone: string,
  today: string,
): { from?: string; to?: string } {
  if (period === "all") return {};
  if (period !== "dates") return { from: dayStart(today, zone, 1 - Number(period)) };
  return {
    ...(fromDay ? { from: dayStart(fromDay, zone) } : {}),
    ...(toDay ? { to: dayStart(toDay, zone, 1) } : {}),
  };
}

const LENGTHS: Record<Period, string> = {
  "7": "the 7 days before",
  "28": "the 28 days before",
  "90": "the 90 days before",
  "365": "the year before",
  all: "the time before",
  dates: "as many days before",
};

/** What a figure is compared with: the period of the same length before. */
export const beforeInWords = (period: Period): string => LENGTHS[period];
