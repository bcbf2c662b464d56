import { type Goal, rateInterval } from "../metrics";

export interface Interval {
  low: number;
  high: number;
}

/**
 * How far one post's rate strays from its variant's by chance of day and audience, squared. A
 * thousand views of one post are not a thousand independent trials: without this, variants that
 * are equal look proven.
 */
const POST_SPREAD = 0.16;

/** Student's t at 95 percent one-sided, by degrees of freedom from 1. */
const T90 = [
  6.314, 2.92, 2.353, 2.132, 2.015, 1.943, 1.895, 1.86, 1.833, 1.812, 1.796, 1.782, 1.771, 1.761,
  1.753, 1.746, 1.74, 1.734, 1.729, 1.725,
];
const Z90 = 1.645;

/**
 * The 90 percent range of an arm's rate: Wilson's on the views that count, or Student's on the
 * views a post. Null while one post is all there is to tell how posts differ.
 */
export function armInterval(
  goal: Goal,
  rate: number,
  pooledRate: number,
  viewsByPost: readonly number[],
): Interval | null {
  if (goal === "reach") return meanInterval(viewsByPost);
  const trials = viewsByPost.reduce((sum, views) => sum + effectiveViews(views, pooledRate), 0);
  return trials > 0 ? rateInterval(rate * trials, trials) : null;
}

/** What a post's views are worth as independent trials. */
export function effectiveViews(views: number, rate: number): number {
  return views / (1 + views * rate * POST_SPREAD);
}

function meanInterval(values: readonly number[]): Interval | null {
  const n = values.length;
  if (n < 2) return null;
  const mean = values.reduce((a, b) => a + b, 0) / n;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const reach = (T90[n - 2] ?? Z90) * Math.sqrt(variance / n);
  return { low: Math.max(mean - reach, 0), high: mean + reach };
}
