import { CronExpressionParser } from "cron-parser";
import { DateTime } from "luxon";

export interface RunsInput {
  cron: string | null;
  runAt: Date | null;
  timeZone: string;
  /** Only runs later than this. */
  after: Date;
  count: number;
}

type CronCheck = { ok: true } | { ok: false; message: string };

const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const DAY_CODES = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const MIN_GAP_MINUTES = 5;
const FIELD = /^(\*|\d+|[a-z]{3})(-(\d+|[a-z]{3}))?(\/\d+)?$|^(\?|\d*l|[0-7a-z]{1,3}#[1-5])$/i;

const HOUR_MS = 3_600_000;
// No zone moves its clock further than this, so a window of it around a run keeps the order right.
const CLOCK_CHANGE_MS = 3 * HOUR_MS;

/**
 * The next instants of a schedule. A cadence is read on the wall clock of its zone: a time the clock
 * skips runs once, moved by the skip; a time the clock shows twice runs once, the first time.
 */
export function nextRuns(input: RunsInput): Date[] {
  if (input.count <= 0) return [];
  if (input.cron === null) {
    return input.runAt && input.runAt > input.after ? [input.runAt] : [];
  }
  return nextCronRuns(input.cron, input);
}

function nextCronRuns(cron: string, { timeZone, after, count }: RunsInput): Date[] {
  const start = new Date(toWallClock(after, timeZone) - CLOCK_CHANGE_MS);
  const expression = CronExpressionParser.parse(cron, { currentDate: start, tz: "UTC" });
  const instants = new Set<number>();
  let stopAt = Number.POSITIVE_INFINITY;
  while (expression.hasNext()) {
    const wall = expression.next().getTime();
    if (wall > stopAt) break;
    const instant = toInstant(wall, timeZone);
    if (instant <= after.getTime()) continue;
    instants.add(instant);
    if (instants.size >= count) stopAt = Math.min(stopAt, wall + CLOCK_CHANGE_MS);
  }
  return [...instants]
    .sort((a, b) => a - b)
    .slice(0, count)
    .map((instant) => new Date(instant));
}

/** The zone's wall clock, written as if it were UTC, so that cron never meets a clock change. */
function toWallClock(at: Date, timeZone: string): number {
  return DateTime.fromJSDate(at, { zone: timeZone })
    .setZone("utc", { keepLocalTime: true })
    .toMillis();
}

function toInstant(wall: number, timeZone: string): number {
  const local = DateTime.fromMillis(wall, { zone: "utc" }).setZone(timeZone, {
    keepLocalTime: true,
  });
  const candidates = local.getPossibleOffsets().map((candidate) => candidate.toMillis());
  return Math.min(...candidates);
}

/** Refuses what can't be read, never fires, or fires more often than every five minutes. */
export function validateCron(cron: string, timeZone: string, now: Date): CronCheck {
  if (!isTimeZone(timeZone)) return refuse(`There is no time zone called “${timeZone}”.`);
  const fields = cron.trim().split(/\s+/);
  if (fields.length !== 5) {
    return refuse("Write five fields: minute, hour, day of month, month, day of week.");
  }
  if (!fields.every((field) => field.split(",").every((part) => FIELD.test(part)))) {
    return refuse("This cadence can't be read. Example: 0 9 * * 1-5 is weekdays at 09:00.");
  }
  try {
    const expression = CronExpressionParser.parse(fields.join(" "), {
      currentDate: now,
      tz: "UTC",
    });
    const { minute, hour } = expression.fields;
    const gap = shortestGap(minute.values.map(Number), hour.values.map(Number));
    if (gap < MIN_GAP_MINUTES) {
      return refuse(`Leave at least ${MIN_GAP_MINUTES} minutes between runs; this leaves ${gap}.`);
    }
    expression.next();
    return { ok: true };
  } catch (cause) {
    return refuse(explain(cause));
  }
}

function explain(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : "";
  if (/day of month definition|loop limit|out of the time span/i.test(text)) {
    return "This cadence never fires: no such day exists.";
  }
  return "This cadence can't be read. Example: 0 9 * * 1-5 is weekdays at 09:00.";
}

function shortestGap(minutes: number[], hours: number[]): number {
  const inHour = minutes.slice(1).map((minute, i) => minute - (minutes[i] ?? 0));
  const nextHour = hours.some((hour) => hours.includes((hour + 1) % 24));
  const overHour = nextHour ? [60 - (minutes.at(-1) ?? 0) + (minutes[0] ?? 0)] : [];
  return Math.min(...inHour, ...overHour, Number.POSITIVE_INFINITY);
}

function refuse(message: string): CronCheck {
  return { ok: false, message };
}

/** True for IANA names; fixed offsets such as "+02:00" know no summer time and are refused. */
export function isTimeZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

export function listTimeZones(): string[] {
  const zones = Intl.supportedValuesOf("timeZone");
  return zones.includes("UTC") ? zones : [...zones, "UTC"];
}

/** Common cadences in plain words; an unusual one is shown as it is written. */
export function describeCron(cron: string): string {
  const [minute = "", hour = "", day = "", month = "", weekday = "", ...rest] = cron
    .trim()
    .toLowerCase()
    .split(/\s+/);
  const custom = `Custom cadence: ${cron.trim()}`;
  if (month !== "*" || rest.length > 0) return custom;
  const when = describeDays(day, weekday);
  if (when === null) return custom;
  const times = toTimes(minute, hour);
  if (times) return `${when} at ${joinWords(times)}`;
  const interval = describeInterval(minute, hour);
  if (interval === null) return custom;
  return when === "Every day" ? interval : `${when}, ${interval.toLowerCase()}`;
}

function toTimes(minute: string, hour: string): string[] | null {
  if (!/^\d+$/.test(minute) || !/^\d+(,\d+)*$/.test(hour)) return null;
  return hour
    .split(",")
    .map(Number)
    .sort((a, b) => a - b)
    .map((value) => `${pad(value)}:${pad(Number(minute))}`);
}

function describeInterval(minute: string, hour: string): string | null {
  const everyMinutes = /^\*\/(\d+)$/.exec(minute)?.[1];
  if (everyMinutes !== undefined && hour === "*") return `Every ${Number(everyMinutes)} minutes`;
  if (!/^\d+$/.test(minute)) return null;
  const past = Number(minute) === 0 ? "on the hour" : `at ${Number(minute)} past`;
  if (hour === "*" || hour === "*/1") return `Every hour, ${past}`;
  const everyHours = /^\*\/(\d+)$/.exec(hour)?.[1];
  return everyHours === undefined ? null : `Every ${Number(everyHours)} hours, ${past}`;
}

function describeDays(day: string, weekday: string): string | null {
  const anyDay = day === "*" || day === "?";
  const anyWeekday = weekday === "*" || weekday === "?";
  if (anyDay && anyWeekday) return "Every day";
  if (anyDay) return describeWeekdays(weekday);
  if (!anyWeekday) return null;
  if (day === "l") return "On the last day of each month";
  if (!/^\d+(,\d+)*$/.test(day)) return null;
  const days = day.split(",").map(Number);
  return `On the ${joinWords(days.map(toOrdinal))} of each month`;
}

function describeWeekdays(field: string): string | null {
  const found = new Set<number>();
  for (const part of field.split(",")) {
    const [from, to = from] = part.split("-").map(toWeekday);
    if (from === undefined || to === undefined || from < 0 || to < from) return null;
    for (let index = from; index <= to; index++) found.add(index % 7);
  }
  const mondayFirst = [1, 2, 3, 4, 5, 6, 0].filter((index) => found.has(index));
  const key = mondayFirst.join("");
  if (key === "1234560") return "Every day";
  if (key === "12345") return "Every weekday";
  if (key === "60") return "Every Saturday and Sunday";
  return `Every ${joinWords(mondayFirst.map((index) => DAYS[index] ?? ""))}`;
}

function toWeekday(text: string): number {
  return /^[0-7]$/.test(text) ? Number(text) : DAY_CODES.indexOf(text);
}

function toOrdinal(value: number): string {
  const teen = value % 100 >= 11 && value % 100 <= 13;
  const ending = teen ? "th" : (["th", "st", "nd", "rd"][value % 10] ?? "th");
  return `${value}${ending}`;
}

function joinWords(words: string[]): string {
  return words.length < 2
    ? (words[0] ?? "")
    : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}
