import { randomOf } from "./evolution-random";

const RESAMPLES = 1000;

/** The middle 95 % of a figure over resampled items. */
export function bootstrap<T>(
  items: readonly T[],
  figure: (some: readonly T[]) => number,
): { low: number; high: number } {
  const random = randomOf("bootstrap");
  const draws = Array.from({ length: RESAMPLES }, () =>
    figure(items.map((item) => items[Math.floor(random() * items.length)] ?? item)),
  ).toSorted((a, b) => a - b);
  const at = (share: number) => draws[Math.round(share * (RESAMPLES - 1))] ?? Number.NaN;
  return { low: at(0.025), high: at(0.975) };
}
