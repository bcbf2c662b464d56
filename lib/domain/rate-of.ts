import { type Counts, engagementsOf, type Goal, rateInterval } from "./metrics";

/** What a rate divides by what. */
export interface Share {
  part: number;
  base: number;
}

/** What a goal is measured by, with the 90 percent range it surely lies in. */
export interface Rate extends Share {
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

interface Counted {
  posts: number;
  counts: Partial<Counts>;
}

/**
 * Views per post, interactions per view, or clicks per view. A group that can't tell one side of the
 * goal's rate has no part in it: its clicks belong to views that nobody counted.
 */
export function shareOf(goal: Goal, groups: readonly Counted[]): Share {
  const share = { part: 0, base: 0 };
  for (const { posts, counts } of groups) {
    const views = counts.views ?? null;
    if (views === null) continue;
    if (goal === "ctr" && (counts.clicks ?? null) === null) continue;
    share.base += goal === "reach" ? posts : views;
    share.part += partOf(goal, counts, views);
  }
  return share;
}

function partOf(goal: Goal, counts: Partial<Counts>, views: number): number {
  if (goal === "reach") return views;
  return goal === "ctr" ? (counts.clicks ?? 0) : engagementsOf(counts);
}

/** Null without anything to divide by. */
export const ratioOf = ({ part, base }: Share): number | null => (base > 0 ? part / base : null);

/** The goal's rate: Wilson's range on its trials. Reach is no share of anything and has none. */
export function rateOf(goal: Goal, { part, base }: Share, trials: number | null): Rate {
  const value = ratioOf({ part, base });
  const isTried = value !== null && goal !== "reach" && trials !== null && trials > 0;
  const range = isTried ? rateInterval(value * trials, trials) : null;
  return {
    ...{ goal, value, part, base },
    low: range?.low ?? null,
    high: range?.high ?? null,
    trials: isTried ? trials : null,
  };
}
