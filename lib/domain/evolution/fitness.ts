import { DEFAULT_WEIGHTS, type EngagementWeights } from "@/lib/domain/bandit/engagement-weights";
import type { Counts } from "@/lib/domain/metrics";
import { METRIC_NAMES } from "@/lib/platforms/entry";

/** Hours after publishing at which counts are compared: like with like. */
export const MATCHED_AGES = [1, 6, 24, 72, 168] as const;
export type MatchedAge = (typeof MATCHED_AGES)[number];

/** Counts of one post at one matched age. */
export interface AgedCounts {
  age: MatchedAge;
  counts: Partial<Counts>;
}

/** What is usual in a channel, by age. */
export interface Baseline {
  /** Weighted engagement per view. */
  rates: Readonly<Record<MatchedAge, number>>;
  /** Effective events per unit of weighted engagement. */
  eventsPerScore: number;
}

export interface Fitness {
  /** Log of the weighted engagement rate over what is usual at that age. */
  y: number;
  /** Inverse variance: τ² between posts, and what counting adds. */
  weight: number;
}

// Sd of what two posts of one prompt differ by for no reason of theirs (log scale).
const POST_SPREAD = 0.5;
// Views' worth of the pooled rate that each age's own rate is mixed with.
const BORROWED_VIEWS = 2000;
const SPARE_RATE = 0.05;

/** The latest age that a post has reached; null before the first. */
export function matchedAge(ageHours: number): MatchedAge | null {
  return MATCHED_AGES.findLast((age) => age <= ageHours) ?? null;
}

/** Weighted engagement, and how many equal events would scatter as much (compound Poisson). */
export function toScore(
  counts: Partial<Counts>,
  weights: Readonly<EngagementWeights> = DEFAULT_WEIGHTS,
): { score: number; events: number } {
  let score = 0;
  let square = 0;
  for (const name of METRIC_NAMES) {
    // A post is measured against its views; counting them too would cancel what it is about.
    const weight = name === "views" ? 0 : weights[name];
    const count = Math.max(0, counts[name] ?? 0);
    score += weight * count;
    square += weight * weight * count;
  }
  return { score, events: square > 0 ? (score * score) / square : 0 };
}

/** From the channel's own posts; each age leans on the others while it has few views. */
export function fitBaseline(
  posts: readonly AgedCounts[],
  weights: Readonly<EngagementWeights> = DEFAULT_WEIGHTS,
): Baseline {
  const seen = posts.filter(({ counts }) => (counts.views ?? 0) > 0);
  const all = pool(seen, weights);
  const rate = all.views > 0 && all.score > 0 ? all.score / all.views : SPARE_RATE;
  const rateAt = (age: MatchedAge) => {
    const own = pool(
      seen.filter((post) => post.age === age),
      weights,
    );
    return (own.score + BORROWED_VIEWS * rate) / (own.views + BORROWED_VIEWS);
  };
  return {
    rates: { 1: rateAt(1), 6: rateAt(6), 24: rateAt(24), 72: rateAt(72), 168: rateAt(168) },
    eventsPerScore: all.score > 0 ? all.events / all.score : 1 / 3,
  };
}

function pool(posts: readonly AgedCounts[], weights: Readonly<EngagementWeights>) {
  const sum = { views: 0, score: 0, events: 0 };
  for (const { counts } of posts) {
    const { score, events } = toScore(counts, weights);
    sum.views += counts.views ?? 0;
    sum.score += score;
    sum.events += events;
  }
  return sum;
}

/** Null where nobody knows how often it was seen, or nobody saw it. */
export function toFitness(
  { age, counts }: AgedCounts,
  baseline: Baseline,
  weights: Readonly<EngagementWeights> = DEFAULT_WEIGHTS,
): Fitness | null {
  const views = counts.views ?? 0;
  if (views <= 0) return null;
  const usual = views * baseline.rates[age];
  const { score } = toScore(counts, weights);
  // What was to be expected, not what came: else a lucky post would also weigh more.
  const events = Math.max(usual * baseline.eventsPerScore, 0.1);
  return {
    y: Math.log((score + 1) / (usual + 1)),
    weight: 1 / (POST_SPREAD ** 2 + 1 / events),
  };
}
