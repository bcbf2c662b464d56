import type { RateView } from "@/lib/contracts/analytics";
import { type Counts, type Goal, goalRate, rateInterval, sumCounts } from "@/lib/domain/metrics";
import { METRIC_NAMES } from "@/lib/platforms/catalog";
import type { ResultCell } from "@/server/analytics/query-results";

export interface ResultGroup {
  posts: number;
  counts: Counts;
  rate: RateView;
}

/** Adds cells up. Every table, card and export goes through here, so that their numbers agree. */
export function groupResults(goal: Goal, cells: readonly ResultCell[]): ResultGroup {
  const posts = cells.reduce((sum, cell) => sum + cell.posts, 0);
  const counts = cells.length === 0 ? zeroCounts() : sumCounts(cells.map((cell) => cell.counts));
  return { posts, counts, rate: toRate(goal, counts, posts) };
}

const zeroCounts = () => Object.fromEntries(METRIC_NAMES.map((name) => [name, 0])) as Counts;

export function toRate(goal: Goal, counts: Counts, posts: number): RateView {
  const value = goalRate(goal, { ...counts, posts });
  const views = counts.views ?? 0;
  if (value === null || goal === "reach" || views <= 0)
    return { goal, value, low: null, high: null };
  return { goal, value, ...rateInterval(value * views, views) };
}
