import type { CreateSchedule } from "@/lib/contracts/schedules";
import { mostRunsADay } from "@/lib/domain/best-time/time-runs";
import { type BestTimeWindow, MAX_RUNS_A_DAY } from "@/lib/domain/best-time/timing";
import { invalidField } from "@/server/errors";

interface Asked {
  bestTime?: CreateSchedule["bestTime"];
  cron: string | null;
  timeZone: string;
}

/** The hours to choose from, where there is something to choose. @throws AppError `invalid`. */
export function checkBestTime(
  { bestTime, cron, timeZone }: Asked,
  now: Date,
): BestTimeWindow | null {
  if (!bestTime) return null;
  if (cron === null) {
    throw invalidField("bestTime", "A single post has its own time. Best times need a cadence.");
  }
  const most = mostRunsADay({ cron, timeZone }, now);
  if (most > MAX_RUNS_A_DAY) {
    throw invalidField(
      "bestTime",
      `Best times need a cadence of at most ${MAX_RUNS_A_DAY} posts a day.`,
    );
  }
  if (bestTime.toHour - bestTime.fromHour < most) {
    throw invalidField("bestTime", `Leave at least ${most} hours, one for each post of a day.`);
  }
  return bestTime;
}
