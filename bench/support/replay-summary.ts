import { randomOf } from "./replay-draws";

/** By test: sums over its campaigns. */
export interface Tally {
  gained: Float64Array;
  achievable: Float64Array;
}

export interface Estimate {
  value: number;
  /** 95 percent, over tests drawn anew. */
  low: number;
  high: number;
}

const RESAMPLES = 1000;

/** How often each test is in each resample: the same for all that is compared. */
export function drawResamples(tests: number, seed: number): Uint8Array[] {
  const random = randomOf("bootstrap", seed);
  return Array.from({ length: RESAMPLES }, () => {
    const times = new Uint8Array(tests);
    for (let i = 0; i < tests; i++) {
      const drawn = Math.floor(random() * tests);
      times[drawn] = (times[drawn] ?? 0) + 1;
    }
    return times;
  });
}

/** Percent of the achievable that was captured. */
export function captured({ gained, achievable }: Tally, times?: Uint8Array): number {
  let [above, below] = [0, 0];
  for (let i = 0; i < gained.length; i++) {
    const count = times ? (times[i] ?? 0) : 1;
    above += count * (gained[i] ?? 0);
    below += count * (achievable[i] ?? 0);
  }
  return (100 * above) / below;
}

/** A figure of the tests, with its range. */
export function estimate(
  figure: (times?: Uint8Array) => number,
  resamples: readonly Uint8Array[],
): Estimate {
  const drawn = resamples.map((times) => figure(times)).sort((a, b) => a - b);
  const at = (share: number) => drawn[Math.round(share * (drawn.length - 1))] ?? Number.NaN;
  return { value: figure(), low: at(0.025), high: at(0.975) };
}

export const meanOf = (values: readonly number[]) =>
  values.reduce((a, b) => a + b, 0) / values.length;
