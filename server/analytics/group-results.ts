import type { Group } from "@/lib/contracts/analytics";
import { type Counts, type Goal, sumCounts } from "@/lib/domain/metrics";
import { countTrials, rateOf, ratioOf, shareOf } from "@/lib/domain/rate-of";
import { METRIC_NAMES } from "@/lib/platforms/entry";
import type { Platform } from "@/lib/platforms/platform";

/** The smallest group of results that was read: everything shown is made of these. */
export interface ResultCell {
  platform: Platform;
  /** Null where the cell is of all accounts of a campaign. */
  accountId: string | null;
  campaignId: string | null;
  variantId: string | null;
  posts: number;
  counts: Counts;
  /** Of each post that was counted; null: too many posts to look at each. */
  viewsByPost: number[] | null;
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
): Group {
  const posts = cells.reduce((sum, cell) => sum + cell.posts, 0);
  const counts = cells.length === 0 ? zeroCounts() : sumCounts(cells.map((cell) => cell.counts));
  const share = shareOf(goal, cells);
  const rate = pooledRate ?? ratioOf(share);
  return { posts, counts, rate: rateOf(goal, share, trialsOf(cells, rate)) };
}

function trialsOf(cells: readonly ResultCell[], rate: number | null): number | null {
  if (rate === null) return null;
  let trials = 0;
  for (const { viewsByPost } of cells) {
    if (viewsByPost === null) return null;
    trials += countTrials(rate, viewsByPost);
  }
  return trials;
}

const zeroCounts = () => Object.fromEntries(METRIC_NAMES.map((name) => [name, 0])) as Counts;

/** The rate over all variants of one campaign on one platform; null before the first view. */
export function poolContest(goal: Goal, contest: readonly ResultCell[]): number | null {
  const competing = contest.filter((cell) => cell.variantId !== null);
  return ratioOf(shareOf(goal, competing));
}
