import type { Estimate } from "@/lib/contracts/learning";

/** Where a share stands on an axis that several estimates have in common, in percent of its width. */
export interface LiftScale {
  place: (share: number) => number;
}

const EDGE = 4;

/** From the lowest to the highest interval, "no change" always in sight. */
export function toLiftScale(lifts: readonly (Estimate | null)[]): LiftScale {
  const known = lifts.filter((lift) => lift !== null);
  const low = Math.min(-0.05, ...known.map((lift) => lift.low));
  const high = Math.max(0.05, ...known.map((lift) => lift.high));
  const span = high - low;
  return { place: (share) => EDGE + ((share - low) / span) * (100 - 2 * EDGE) };
}
