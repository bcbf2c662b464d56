import { idempotencyKey } from "@/lib/domain/slot-key";
import { nextRuns } from "@/lib/domain/slots";
import { toInstant, toWallClock } from "@/lib/domain/wall-clock";
import { type PickedTime, pickTime, type WeekModel } from "./pick-time";
import { type BestTimeWindow, MAX_RUNS_A_DAY } from "./timing";

const DAY_MS = 86_400_000;
const BATCH = 50;
const CHECKED_DAYS = 14;

/** A cadence that has its times chosen. */
export interface TimedCadence {
  campaignId: string;
  accountId: string;
  cron: string;
  timeZone: string;
  bestTime: BestTimeWindow;
}

interface Known {
  model: WeekModel | null;
  after: Date;
  /** Other posts of the account. */
  taken: readonly Date[];
  gapMs: number;
}

export interface TimedRun extends PickedTime {
  slot: Date;
}

/** When each run goes out. The runs keep their distance from each other too, in the order given. */
export function timeRuns(cadence: TimedCadence, slots: readonly Date[], known: Known): TimedRun[] {
  const { campaignId, accountId, timeZone, bestTime } = cadence;
  const taken = [...known.taken];
  const days = runsByDay(cadence, slots);
  return slots.map((slot) => {
    const picked = pickTime({
      ...{ ...known, slot, timeZone, taken },
      key: idempotencyKey(campaignId, accountId, slot),
      window: bestTime,
      part: partOfDay(days, slot, timeZone),
    });
    taken.push(picked.at);
    return { ...picked, slot };
  });
}

type DayRuns = Map<number, number[]>;

/** Which of its local day's runs a run is, and of how many. */
function partOfDay(days: DayRuns, slot: Date, timeZone: string): { index: number; of: number } {
  const runs = days.get(localDay(slot, timeZone)) ?? [];
  const index = runs.indexOf(slot.getTime());
  // A run of an older cadence has the whole window.
  return index < 0 ? { index: 0, of: 1 } : { index, of: runs.length };
}

/** All runs of the local days that the slots lie in. */
function runsByDay({ cron, timeZone }: TimedCadence, slots: readonly Date[]): DayRuns {
  const days: DayRuns = new Map();
  const own = slots.map((slot) => localDay(slot, timeZone));
  const last = Math.max(...own);
  let after = new Date(toInstant(Math.min(...own) * DAY_MS, timeZone) - 1);
  for (;;) {
    const runs = nextRuns({ cron, runAt: null, timeZone, after, count: BATCH });
    for (const run of runs) {
      const day = localDay(run, timeZone);
      days.set(day, [...(days.get(day) ?? []), run.getTime()]);
    }
    const end = runs.at(-1);
    if (!end || localDay(end, timeZone) > last) return days;
    after = end;
  }
}

const localDay = (at: Date, timeZone: string) => Math.floor(toWallClock(at, timeZone) / DAY_MS);

/** The most runs that one of the coming local days holds. */
export function mostRunsADay(
  { cron, timeZone }: Pick<TimedCadence, "cron" | "timeZone">,
  after: Date,
): number {
  const count = CHECKED_DAYS * (MAX_RUNS_A_DAY + 1);
  const days = new Map<number, number>();
  for (const run of nextRuns({ cron, runAt: null, timeZone, after, count })) {
    const day = localDay(run, timeZone);
    days.set(day, (days.get(day) ?? 0) + 1);
  }
  return Math.max(0, ...days.values());
}
