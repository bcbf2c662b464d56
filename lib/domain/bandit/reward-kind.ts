import type { MetricName } from "@/lib/platforms/entry";
import type { Goal } from "../metrics";
import type { EngagementWeights } from "./engagement-weights";

/** What choices are judged by. responses: interactions a post, where nobody tells how often it was seen. */
export const REWARD_KINDS = ["ctr", "engagement", "reach", "responses"] as const;
export type RewardKind = (typeof REWARD_KINDS)[number];

const INTERACTIONS = ["likes", "comments", "shares", "clicks", "saves", "conversions"] as const;

/** The goal itself where it can be measured, else what comes closest. */
export function rewardKindOf(goal: Goal, isTold: (name: MetricName) => boolean): RewardKind {
  const views = isTold("views");
  const interactions = INTERACTIONS.some(isTold);
  if (goal === "reach" && views) return "reach";
  if (goal === "ctr" && views && isTold("clicks")) return "ctr";
  if (views && interactions) return "engagement";
  if (interactions) return "responses";
  // Without a single count nothing is ever learnt, whatever it is called.
  return views ? "reach" : goal;
}

interface RewardWords {
  /** "clicks": what is counted. */
  noun: string;
  /** "Clicks per 1,000 views": the unit line of a figure. */
  unit: string;
  /** A rate times this is the number that people read. */
  scale: number;
  words: string;
}

export function rewardWords(kind: RewardKind, weights: EngagementWeights): RewardWords {
  const points = INTERACTIONS.some((name) => weights[name] !== 1) || weights.views > 0;
  switch (kind) {
    case "ctr":
      return {
        ...{ noun: "clicks", unit: "Clicks per 1,000 views", scale: 1000 },
        words: "Counted as clicks for each view, from the same reading of a post.",
      };
    case "reach":
      return {
        ...{ noun: "views", unit: "Views a post", scale: 1 },
        words:
          "Each post is held against what its account usually reaches at that hour, at the same age. Shown as the views of an ordinary post.",
      };
    case "engagement":
      return {
        ...{ noun: points ? "points" : "interactions", scale: 1000 },
        unit: points ? "Engagement points per 1,000 views" : "Interactions per 1,000 views",
        words: `Counted for each view: ${weightList(weights)}.`,
      };
    case "responses":
      return {
        ...{ noun: points ? "points" : "interactions", scale: 1 },
        unit: points ? "Engagement points a post" : "Interactions a post",
        words: `Counted for each post: ${weightList(weights)}.`,
      };
  }
}

function weightList(weights: EngagementWeights): string {
  const names = Object.keys(weights) as MetricName[];
  const counted = names.filter((name) => weights[name] > 0);
  return counted.map((name) => `${name} ${weights[name]}`).join(", ");
}

const GOAL_WORDS: Record<RewardKind, string> = {
  ctr: "clicks for each view",
  engagement: "engagement for each view",
  reach: "views a post",
  responses: "interactions a post",
};

/**
 * Why something else stands in for the goal; null where the goal itself is measured. `reported`: the
 * platform never tells, but what is missing may still come in from tracked links or other tools.
 */
export function fallbackWords(
  goal: Goal,
  kind: RewardKind,
  platform: string,
  reported = false,
): string | null {
  if (kind === goal) return null;
  const what = MISSING[missingFor(goal, kind)];
  const instead = `variants are compared by ${GOAL_WORDS[kind]} instead of ${GOAL_WORDS[goal]}`;
  return reported
    ? `Nobody has reported ${what} on ${platform} yet, by tracked links or the API. Until then ${instead}.`
    : `${platform} does not tell us ${what}, so ${instead}.`;
}

const MISSING = {
  clicks: "clicks",
  views: "how often a post is seen",
  interactions: "interactions",
} as const;

/** What would have been needed. */
export function missingFor(goal: Goal, kind: RewardKind): keyof typeof MISSING {
  if (goal === "engagement" && kind === "reach") return "interactions";
  return goal === "ctr" && kind === "engagement" ? "clicks" : "views";
}
