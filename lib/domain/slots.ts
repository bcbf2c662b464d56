import { CronExpressionParser } from "cron-parser";
import { toInstant, toWallClock } from "./wall-clock";
import { isTimeZone } from "./zones";

export interface RunsInput {
  cron: string | null;
  runAt: Date | null;
  timeZone: string;
  /** Only runs later than this. */
  after: Date;
  count: number;
}

type CronCheck = { ok: true } | { ok: false; message: string };

const MIN_GAP_MINUTES = 5;
const FIELD = /^(\*|\d+|[a-z]{3})(-(\d+|[a-z]{3}))?(\/\d+)?$|^(\?|\d*l|[0-7a-z]{1,3}#[1-5])$/i;

/**
 * The next instants of a schedule; previews and plans are both made by it. A cadence is read on the
 * wall clock of its zone: a time that the clock skips runs once, at the first instant after the skip;
 * a time that the clock shows twice runs once, the first time.
 */
export function nextRuns(input: RunsInput): Date[] {
  if (input.count <= 0) return [];
  if (input.cron === null) {
    return input.runAt && input.runAt > input.after ? [input.runAt] : [];
  }
  return nextCronRuns(input.cron, input);
}

function nextCronRuns(cron: string, { timeZone, after, count }: RunsInput): Date[] {
  // Parsed as if the wall clock were UTC's: cron itself never meets a clock change.
  const currentDate = new Date(toWallClock(after, timeZone));
  const expression = CronExpressionParser.parse(cron, { currentDate, tz: "UTC" });
  const runs: Date[] = [];
  let last = after.getTime();
  while (runs.length < count && expression.hasNext()) {
    const instant = toInstant(expression.next().getTime(), timeZone);
    // Equal: more than one skipped time. Earlier: the clock shows this time again.
    if (instant <= last) continue;
    runs.push(new Date(instant));
    last = instant;
  }
  return runs;
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
