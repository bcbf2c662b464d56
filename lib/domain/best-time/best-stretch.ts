import type { SlotEstimate } from "./fit-week";
import { DAY_HOURS, hourOf, WEEKDAYS, weekdayOf } from "./week-slot";

/** Hours that lie together, on one or more weekdays, all of them likely to do better. */
export interface Stretch {
  weekdays: number[];
  /** Days on which some of these hours are, and not all. */
  partly: number[];
  fromHour: number;
  toHour: number;
  best: Pick<SlotEstimate, "mean" | "low" | "high"> & { slot: number };
}

/** Around the hour that does best, if any is likely to do better than the average post. */
export function bestStretch(slots: readonly SlotEstimate[]): Stretch | null {
  const isBetter = (slot: number) => slots[slot]?.state === "better";
  const found = slots.flatMap((estimate, slot) => (isBetter(slot) ? [{ estimate, slot }] : []));
  const top = found.toSorted((a, b) => b.estimate.mean - a.estimate.mean)[0];
  if (!top) return null;
  const day = weekdayOf(top.slot) * DAY_HOURS;
  let fromHour = hourOf(top.slot);
  let toHour = fromHour + 1;
  while (fromHour > 0 && isBetter(day + fromHour - 1)) fromHour--;
  while (toHour < DAY_HOURS && isBetter(day + toHour)) toHour++;
  const hours = Array.from({ length: toHour - fromHour }, (_, index) => fromHour + index);
  const shareOf = (weekday: number) =>
    hours.filter((hour) => isBetter(weekday * DAY_HOURS + hour)).length / hours.length;
  const days = Array.from({ length: WEEKDAYS }, (_, weekday) => weekday);
  const weekdays = days.filter((weekday) => shareOf(weekday) === 1);
  const partly = days.filter((weekday) => shareOf(weekday) > 0 && shareOf(weekday) < 1);
  const { mean, low, high } = top.estimate;
  return { weekdays, partly, fromHour, toHour, best: { slot: top.slot, mean, low, high } };
}
