/** Hours of the local day, the second one left out. */
export interface BestTimeWindow {
  fromHour: number;
  toHour: number;
}

/** More posts in one day leave no hours to choose from. */
export const MAX_RUNS_A_DAY = 6;

/**
 * Why a post has its time. `best`: its hour is likely to do better; `guess`: it looks best so far;
 * `random`: to keep learning; `own`: the cadence's time, for want of evidence.
 */
export const TIMING_KINDS = ["best", "guess", "random", "own"] as const;
export type TimingKind = (typeof TIMING_KINDS)[number];
