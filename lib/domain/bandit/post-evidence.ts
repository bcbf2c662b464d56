import type { MetricName } from "@/lib/platforms/entry";
import { arrivedShare } from "../arrival-curve";
import { type AccountBaseline, COMPARED_FROM_HOURS } from "./account-baseline";
import type { EngagementWeights } from "./engagement-weights";
import type { RewardKind } from "./reward-kind";

/** One post with what was counted of it. */
export interface CountedPost {
  accountId: string;
  counts: Readonly<Record<MetricName, number>>;
  ageHours: number;
  publishedHour: number;
}

interface Terms {
  kind: RewardKind;
  weights: EngagementWeights;
  /** Points of an average interaction: dividing by it turns points into events that scatter like counts. */
  pointsPerEvent: number;
  /** Only for reach and responses. */
  baseline: AccountBaseline | null;
}

const PENDING = { exposure: 0, successes: 0 };
const INTERACTIONS = ["likes", "comments", "shares", "clicks", "saves", "conversions"] as const;

/** Weighted interactions; views that weigh something are among them. */
export function pointsOf(counts: CountedPost["counts"], weights: EngagementWeights): number {
  const own = INTERACTIONS.reduce(
    (sum, name) => sum + weights[name] * Math.max(counts[name], 0),
    0,
  );
  return own + weights.views * Math.max(counts.views, 0);
}

/**
 * Points an average event is worth: of a weighted sum of counts, the mean over its variance in the
 * way of a compound Poisson sum. Pooled over all posts, so that variants stay comparable.
 */
export function pointsPerEvent(
  posts: readonly Pick<CountedPost, "counts">[],
  weights: EngagementWeights,
): number {
  const names = Object.keys(weights) as MetricName[];
  let points = 0;
  let squares = 0;
  for (const { counts } of posts) {
    for (const name of names) {
      const count = Math.max(counts[name], 0);
      points += weights[name] * count;
      squares += weights[name] ** 2 * count;
    }
  }
  return points > 0 ? squares / points : 1;
}

/** What a post says: its successes in so much exposure. No exposure: nothing can be said yet. */
export function toPostEvidence(
  post: CountedPost,
  terms: Terms,
): { exposure: number; successes: number } {
  const { counts } = post;
  const views = Math.max(counts.views, 0);
  switch (terms.kind) {
    case "ctr":
      return { exposure: views, successes: Math.min(Math.max(counts.clicks, 0), views) };
    case "engagement": {
      if (views === 0) return PENDING;
      return { exposure: views, successes: pointsOf(counts, terms.weights) / terms.pointsPerEvent };
    }
    case "reach":
      return againstBaseline(post, views, terms, 1);
    case "responses":
      return againstBaseline(post, pointsOf(counts, terms.weights), terms, terms.pointsPerEvent);
  }
}

/** At the same age: of a younger post less is expected. */
function againstBaseline(post: CountedPost, got: number, { baseline }: Terms, unit: number) {
  if (!baseline || post.ageHours < COMPARED_FROM_HOURS) return PENDING;
  const inTheEnd = baseline.expected(post.accountId, post.publishedHour);
  return { exposure: (inTheEnd * arrivedShare(post.ageHours)) / unit, successes: got / unit };
}
