import { rateInterval } from "./metrics";

interface Interval {
  low: number;
  high: number;
}

/**
 * How far one post's rate strays from its variant's by chance of day and audience, squared. A
 * thousand views of one post are not a thousand independent trials: without this, variants that
 * are equal look proven.
 */
const POST_SPREAD = 0.16;

/** The 90 percent range of a rate: Wilson's on the views that count. Null without any. */
export function rateRange(
  rate: number,
  pooledRate: number,
  viewsByPost: readonly number[],
): Interval | null {
  const trials = viewsByPost.reduce((sum, views) => sum + effectiveViews(views, pooledRate), 0);
  return trials > 0 ? rateInterval(rate * trials, trials) : null;
}

/** What a post's views are worth as independent trials. */
function effectiveViews(views: number, rate: number): number {
  return views / (1 + views * rate * POST_SPREAD);
}
