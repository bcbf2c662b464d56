import { hashText } from "@/lib/domain/chance/hash-text";
import { seededRandom } from "@/lib/domain/chance/seeded-random";
import { toInstant, toWallClock } from "@/lib/domain/wall-clock";
import type { SlotEstimate, WeekFit } from "./fit-week";
import type { BestTimeWindow, TimingKind } from "./timing";
import { weekSlotOf } from "./week-slot";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MINUTE_MS = 60_000;
/** Minutes are spread, so that campaigns of one account do not all meet on the hour. */
const MINUTE_STEP = 5;
/** Times that were chosen to do well can't tell how the others would do: some stay random. */
export const RANDOM_SHARE = 0.1;
/** A gain smaller than this is no reason to leave the time that was asked for. */
const LEAST_GAIN = 0.01;

/** What is known of an account's hours, on its own clock. */
export type WeekModel = Pick<WeekFit, "ready" | "slots"> & { timeZone: string };

export interface PickedTime {
  at: Date;
  kind: TimingKind;
  /** The hour's estimate against the account's average post; null where nothing is told by it. */
  estimate: Pick<SlotEstimate, "posts" | "mean" | "low" | "high"> | null;
}

export interface PickInput {
  /** What the cadence says, and the name of that post for good: the same seed each time. */
  slot: Date;
  key: string;
  timeZone: string;
  window: BestTimeWindow;
  /** Which of the local day's runs it is: each has its own part of the window. */
  part: { index: number; of: number };
  model: WeekModel | null;
  /** Only times later than this. */
  after: Date;
  /** Posts of the account that keep their distance. */
  taken: readonly Date[];
  gapMs: number;
}

/** When a run of a cadence goes out, on its own local day. */
export function pickTime(input: PickInput): PickedTime {
  const random = seededRandom(hashText(input.key));
  const isRandom = random() < RANDOM_SHARE;
  const places = listPlaces(input, random);
  const own: PickedTime = { at: input.slot, kind: "own", estimate: null };
  if (places.length === 0) return own;
  if (isRandom) {
    const at = places[Math.floor(random() * places.length)];
    return at ? { at, kind: "random", estimate: null } : own;
  }
  return pickBest(input, places) ?? own;
}

function pickBest({ model, slot }: PickInput, places: readonly Date[]): PickedTime | null {
  if (!model?.ready) return null;
  const estimateAt = (at: Date) => model.slots[weekSlotOf(at, model.timeZone)];
  const usual = estimateAt(slot)?.mean ?? 0;
  let best: { at: Date; estimate: SlotEstimate } | null = null;
  for (const at of places) {
    const estimate = estimateAt(at);
    // An hour nobody ever posted in is left to the random share.
    if (!estimate?.known) continue;
    if (best === null || estimate.mean > best.estimate.mean) best = { at, estimate };
  }
  if (best === null || best.estimate.mean - usual < LEAST_GAIN) return null;
  const { posts, mean, low, high, state } = best.estimate;
  const kind = state === "better" ? "best" : "guess";
  return { at: best.at, kind, estimate: { posts, mean, low, high } };
}

/** One instant in each hour of the run's part of the window that is still free, in order. */
function listPlaces({ slot, timeZone, ...input }: PickInput, random: () => number): Date[] {
  const { fromHour, toHour } = partOf(input.window, input.part);
  const wall = toWallClock(slot, timeZone);
  const midnight = Math.floor(wall / DAY_MS) * DAY_MS;
  const shift = Math.floor(random() * (60 / MINUTE_STEP));
  const places: Date[] = [];
  for (let hour = fromHour; hour < toHour; hour++) {
    const at = freeMinute(midnight + hour * HOUR_MS, shift, { timeZone, ...input });
    if (at) places.push(at);
  }
  return places;
}

type Limits = Pick<PickInput, "timeZone" | "after" | "taken" | "gapMs">;

function freeMinute(hour: number, shift: number, limits: Limits): Date | null {
  const { timeZone, after, taken, gapMs } = limits;
  const steps = 60 / MINUTE_STEP;
  for (let step = 0; step < steps; step++) {
    const wall = hour + ((shift + step) % steps) * MINUTE_STEP * MINUTE_MS;
    const at = new Date(toInstant(wall, timeZone));
    // An hour that the clock skips has no minutes.
    if (toWallClock(at, timeZone) !== wall || at <= after) continue;
    if (taken.every((other) => Math.abs(other.getTime() - at.getTime()) >= gapMs)) return at;
  }
  return null;
}

function partOf(
  { fromHour, toHour }: BestTimeWindow,
  { index, of }: PickInput["part"],
): BestTimeWindow {
  const hours = toHour - fromHour;
  return {
    fromHour: fromHour + Math.floor((hours * index) / of),
    toHour: fromHour + Math.floor((hours * (index + 1)) / of),
  };
}
