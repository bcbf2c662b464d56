import type { Goal } from "../metrics";

interface GoalWords {
  /** "clicks": what is counted. */
  noun: string;
  /** "Clicks per 1,000 views": the unit line of a figure. */
  unit: string;
  /** "clicks per view": what the campaign is after. */
  aim: string;
  /** A rate times this is the number that people read. */
  scale: number;
}

const WORDS: Record<Goal, GoalWords> = {
  reach: { noun: "views", unit: "Views a post", aim: "views a post", scale: 1 },
  engagement: {
    noun: "interactions",
    unit: "Interactions per 1,000 views",
    aim: "engagement",
    scale: 1000,
  },
  ctr: { noun: "clicks", unit: "Clicks per 1,000 views", aim: "clicks per view", scale: 1000 },
};

export function goalWords(goal: Goal): GoalWords {
  return WORDS[goal];
}

/** A rate as people read it: "13.6" clicks per 1,000 views, "1,240" views a post. */
export function formatRate(goal: Goal, rate: number): string {
  const value = rate * WORDS[goal].scale;
  const maximumFractionDigits = Math.abs(value) >= 100 ? 0 : 1;
  return value.toLocaleString("en", { maximumFractionDigits });
}
