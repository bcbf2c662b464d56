import type { RateView } from "@/lib/contracts/analytics";
import { type Counts, type Goal, goalRate, sumCounts } from "@/lib/domain/metrics";
import { rateRange } from "@/lib/domain/rate-range";
import { METRIC_NAMES } from "@/lib/platforms/entry";
import type { ResultCell } from "@/server/analytics/query-results";

export interface ResultGroup {
  posts: number;
  counts: Counts;
  rate: RateView;
}

/**
 * Adds cells up. Every table, card and export goes through here, so that their numbers agree. The
 * range is of the counts alone: the optimizer's own also draws variants towards each other.
 * `pooledRate` is that of all variants that compete with these cells.
 */
export function groupResults(
  goal: Goal,
  cells: readonly ResultCell[],
  pooledRate?: number | null,
): ResultGroup {
  const posts = cells.reduce((sum, cell) => sum + cell.posts, 0);
  const counts = cells.length === 0 ? zeroCounts() : sumCounts(cells.map((cell) => cell.counts));
  const value = goalRate(goal, { ...counts, posts });
  const viewsByPost = cells.flatMap((cell) => cell.viewsByPost);
  const range =
    value === null || goal === "reach" ? null : rateRange(value, pooledRate ?? value, viewsByPost);
  return {
    posts,
    counts,
    rate: { goal, value, low: range?.low ?? null, high: range?.high ?? null },
  };
}

const zeroCounts = () => Object.fromEntries(METRIC_NAMES.map((name) => [name, 0])) as Counts;

/** The rate over all variants of one campaign on one platform; null before the first view. */
export function poolContest(goal: Goal, contest: readonly ResultCell[]): number | null {
  const competing = contest.filter((cell) => cell.variantId !== null);
  const posts = competing.reduce((sum, cell) => sum + cell.posts, 0);
  return goalRate(goal, { ...sumCounts(competing.map((cell) => cell.counts)), posts });
}
