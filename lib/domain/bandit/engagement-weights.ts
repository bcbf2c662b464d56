import type { MetricName } from "@/lib/platforms/entry";

/** What each count is worth to engagement. */
export type EngagementWeights = Record<MetricName, number>;

/**
 * Views weigh nothing: they tell how far a post was carried, not how its copy did, and where they
 * count, they drown everything else.
 */
export const DEFAULT_WEIGHTS: Readonly<EngagementWeights> = {
  views: 0,
  likes: 2,
  comments: 3,
  shares: 5,
  clicks: 3,
  saves: 3,
  conversions: 10,
};

interface WeightPreset {
  key: "recommended" | "interactions" | "classic";
  label: string;
  words: string;
  weights: Readonly<EngagementWeights>;
}

/** Sets of weights that are offered; people may change each number. */
export const WEIGHT_PRESETS: readonly WeightPreset[] = [
  {
    key: "recommended",
    label: "Recommended",
    words: "What costs a reader more effort counts more. Views count nothing.",
    weights: DEFAULT_WEIGHTS,
  },
  {
    key: "interactions",
    label: "Every interaction the same",
    words: "Likes, comments, shares, clicks and saves count one each.",
    weights: { views: 0, likes: 1, comments: 1, shares: 1, clicks: 1, saves: 1, conversions: 0 },
  },
  {
    key: "classic",
    label: "With views",
    words:
      "Views 1, likes 2, shares 5, clicks 3, conversions 10. Mostly measures reach: nearly all of it is views.",
    weights: { views: 1, likes: 2, comments: 0, shares: 5, clicks: 3, saves: 0, conversions: 10 },
  },
];
