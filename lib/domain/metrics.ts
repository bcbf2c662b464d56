import { METRIC_NAMES, type MetricName } from "@/lib/platforms/entry";

/** Counts of a post or a group of posts; null is unknown, which is not zero. */
export type Counts = Record<MetricName, number | null>;

export const GOALS = ["reach", "engagement", "ctr"] as const;
export type Goal = (typeof GOALS)[number];

/** What somebody may do with a post. */
export const ENGAGEMENTS = ["likes", "comments", "shares", "clicks", "saves"] as const;
const Z = { 0.8: 1.2815515655446, 0.9: 1.6448536269515, 0.95: 1.9599639845401 } as const;

/** Signed changes since the last observation; unknown and unchanged counts are left out. */
export function deltas(
  previous: Partial<Counts> | null,
  observed: Partial<Counts>,
): Partial<Record<MetricName, number>> {
  const changes: Partial<Record<MetricName, number>> = {};
  for (const name of METRIC_NAMES) {
    const count = observed[name] ?? null;
    if (count === null) continue;
    const change = count - (previous?.[name] ?? 0);
    if (change !== 0) changes[name] = change;
  }
  return changes;
}

export const UNKNOWN_COUNTS: Readonly<Counts> = {
  views: null,
  likes: null,
  shares: null,
  comments: null,
  clicks: null,
  saves: null,
  conversions: null,
};

/** Adds up what is known; a metric that nobody knows stays unknown. */
export function sumCounts(items: readonly Partial<Counts>[]): Counts {
  const total: Counts = { ...UNKNOWN_COUNTS };
  for (const item of items) {
    for (const name of METRIC_NAMES) {
      const count = item[name] ?? null;
      if (count !== null) total[name] = (total[name] ?? 0) + count;
    }
  }
  return total;
}

/** Interactions: whatever somebody did, of what is known. */
export const engagementsOf = (totals: Partial<Counts>): number =>
  ENGAGEMENTS.reduce((sum, name) => sum + (totals[name] ?? 0), 0);

/** The same as a sum of columns in a statement, of the table with this name. */
export const engagementsIn = (table: string): string =>
  ENGAGEMENTS.map((name) => `${table}.${name}`).join(" + ");

/** Interactions per view; null without views. */
export const engagementRate = (totals: Partial<Counts>): number | null =>
  totals.views ? engagementsOf(totals) / totals.views : null;

/** Wilson interval of a rate; without trials anything is possible. */
export function rateInterval(
  successes: number,
  trials: number,
  level: keyof typeof Z = 0.9,
): { low: number; high: number } {
  if (trials <= 0) return { low: 0, high: 1 };
  const rate = Math.min(Math.max(successes / trials, 0), 1);
  const z2 = Z[level] ** 2;
  const centre = rate + z2 / (2 * trials);
  const spread = Z[level] * Math.sqrt((rate * (1 - rate) + z2 / (4 * trials)) / trials);
  const scale = 1 + z2 / trials;
  return {
    low: Math.max((centre - spread) / scale, 0),
    high: Math.min((centre + spread) / scale, 1),
  };
}
