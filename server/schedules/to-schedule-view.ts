import { DateTime } from "luxon";
import type { ScheduleView } from "@/lib/contracts/schedules";
import type { BestTimeWindow } from "@/lib/domain/best-time/timing";
import { describeCron } from "@/lib/domain/describe-cron";
import { writtenHandle } from "@/lib/domain/written-handle";
import { canonicalZone } from "@/lib/domain/zones";
import type { Platform } from "@/lib/platforms/platform";
import type { schedules } from "@/server/db/schema/posts";

interface ScheduleRow {
  schedule: typeof schedules.$inferSelect;
  campaignName: string;
  accountHandle: string;
  platform: string;
  nextPostAt: Date | null;
}

export function toScheduleView({ schedule, ...names }: ScheduleRow): ScheduleView {
  return {
    id: schedule.id,
    campaignId: schedule.campaignId,
    campaignName: names.campaignName,
    accountId: schedule.accountId,
    accountHandle: writtenHandle(names.platform as Platform, names.accountHandle),
    platform: names.platform as Platform,
    cron: schedule.cron,
    runAt: schedule.runAt?.toISOString() ?? null,
    timeZone: canonicalZone(schedule.timeZone),
    words: describeWhen(schedule),
    nextRunAt: schedule.nextRunAt?.toISOString() ?? null,
    bestTime: schedule.bestTime,
    nextPostAt: names.nextPostAt?.toISOString() ?? null,
    paused: schedule.paused,
    optimizerOn: schedule.optimizerOn,
    missedPolicy: schedule.missedPolicy,
    createdAt: schedule.createdAt.toISOString(),
  };
}

/** A schedule in words, on the wall clock of its zone. */
export function describeWhen(when: {
  cron: string | null;
  runAt: Date | null;
  timeZone: string;
}): string {
  if (when.cron !== null) return describeCron(when.cron);
  if (!when.runAt) return "Never";
  const local = DateTime.fromJSDate(when.runAt, { zone: when.timeZone }).setLocale("en-GB");
  return `Once, on ${local.toFormat("cccc d LLLL yyyy")} at ${local.toFormat("HH:mm")}`;
}

/** Between which hours times are chosen, for the audit. */
export function describeWindow(window: BestTimeWindow | null): string {
  if (!window) return "Off";
  const clock = (hour: number) => `${String(hour).padStart(2, "0")}:00`;
  return `${clock(window.fromHour)} to ${clock(window.toHour)}`;
}
