import { type Counts, type Goal, goalRate, rateInterval } from "./metrics";

/** What a goal is measured by, with the 90 percent range it surely lies in. */
export interface Rate {
  goal: Goal;
  value: number | null;
  low: number | null;
  high: number | null;
  /** What the views behind it are worth as independent trials; null: no range can be told. */
  trials: number | null;
}

/**
 * How far one post's rate strays from its variant's by chance of day and audience, squared. A
 * thousand views of one post are not a thousand independent trials: without this, variants that
 * are equal look proven.
 */
const POST_SPREAD = 0.16;

/** What views are worth as trials. `rate` is that of everything which competes with these posts. */
export const countTrials = (rate: number, viewsByPost: readonly number[]): number =>
  viewsByPost.reduce((sum, views) => sum + views / (1 + views * rate * POST_SPREAD), 0);

/** The goal's rate of a group: Wilson's range on its trials. Reach is no share and has none. */
export function rateOf(
  goal: Goal,
  group: { posts: number; counts: Counts },
  trials: number | null,
): Rate {
  const value = goalRate(goal, { ...group.counts, posts: group.posts });
  const isTried = value !== null && goal !== "reach" && trials !== null && trials > 0;
  const range = isTried ? rateInterval(value * trials, trials) : null;
  return {
    goal,
    value,
    low: range?.low ?? null,
    high: range?.high ?? null,
    trials: isTried ? trials : null,
  };
}
