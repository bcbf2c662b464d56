import { ApiError } from "@/lib/api/fetcher";
import { DEFAULT_WINDOW } from "@/lib/contracts/best-times";
import type { CreateSchedule, ScheduleView } from "@/lib/contracts/schedules";
import type { BestTimeWindow } from "@/lib/domain/best-time/timing";
import { type CadenceDraft, fromCron, toCron } from "@/lib/domain/cadence";
import { dayOf, instantOf, minutesOf } from "@/lib/domain/calendar-grid";

type When = CreateSchedule["when"];

export type WhenDraft = CadenceDraft & {
  kind: "once" | "cron";
  day: string;
  onceTime: string;
  timeZone: string;
  /** Of a cadence: the time is chosen within these hours. */
  best: BestTimeWindow & { on: boolean };
};

export type WhenErrors = { runAt?: string; cron?: string; timeZone?: string; bestTime?: string };

const pad = (value: number) => String(value).padStart(2, "0");
const toClock = (minutes: number) => `${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;

export function newWhen(timeZone: string, tomorrow: string): WhenDraft {
  return {
    ...{ ...fromCron("0 9 * * 1-5"), kind: "once", day: tomorrow, onceTime: "09:00", timeZone },
    best: { on: false, ...DEFAULT_WINDOW },
  };
}

export function whenOf(schedule: ScheduleView, tomorrow: string): WhenDraft {
  const { cron, runAt, timeZone } = schedule;
  const fresh = newWhen(timeZone, tomorrow);
  if (cron !== null) {
    const { bestTime } = schedule;
    const best = { on: bestTime !== null, ...(bestTime ?? DEFAULT_WINDOW) };
    return { ...fresh, ...fromCron(cron), kind: "cron", best };
  }
  if (runAt === null) return fresh;
  const onceTime = toClock(minutesOf(runAt, timeZone));
  return { ...fresh, day: dayOf(runAt, timeZone), onceTime };
}

/** What the server takes, or null while something is missing. */
export function toWhen(draft: WhenDraft): When | null {
  if (draft.kind === "cron") {
    const cron = toCron(draft);
    return cron ? { kind: "cron", cron } : null;
  }
  const clock = /^(\d{2}):(\d{2})/.exec(draft.onceTime);
  if (!draft.day || !clock) return null;
  const minutes = Number(clock[1]) * 60 + Number(clock[2]);
  return { kind: "once", runAt: instantOf(draft.day, minutes, draft.timeZone).toISOString() };
}

/** The hours to choose from; null: the times as they are. */
export function toBestTime({ kind, best }: WhenDraft): BestTimeWindow | null {
  const { on, fromHour, toHour } = best;
  return on && kind === "cron" ? { fromHour, toHour } : null;
}

/** What stands in the way of asking the server. */
export function missingIn(draft: WhenDraft): WhenErrors {
  if (toWhen(draft)) return {};
  if (draft.kind === "once") return { runAt: "Give a day and a time." };
  if (draft.cadence === "custom") return { cron: "Write a cron line, as 0 9 * * 1-5." };
  return { cron: "Give a time of day." };
}

export function whenErrorsOf(error: Error | null): WhenErrors {
  if (!(error instanceof ApiError)) return {};
  const runAt = error.field("when.runAt");
  const cron = error.field("when.cron") ?? (runAt ? undefined : error.field("when"));
  const bestTime = error.field("bestTime") ?? error.field("bestTime.toHour");
  return { runAt, cron, bestTime, timeZone: error.field("timeZone") };
}
