import { type Counts, type Goal, sumCounts } from "../metrics";
import { armInterval, type Interval } from "./arm-interval";
import type { ArmStats } from "./policy";

/** What was counted for one post of an arm. */
export interface ArmPost {
  armId: string;
  counts: Partial<Counts>;
}

export interface ArmFigures extends ArmStats {
  totals: Counts;
  /** In the goal's own unit; null before the first result. */
  rate: number | null;
  /** 90 percent; null while nothing can be said. */
  interval: Interval | null;
}

/** What the policy knows of each arm, with the range that its posts allow. */
export function armFigures(
  goal: Goal,
  arms: readonly ArmStats[],
  posts: readonly ArmPost[],
): ArmFigures[] {
  const sum = (pick: (arm: ArmStats) => number) => arms.reduce((all, arm) => all + pick(arm), 0);
  const pooled =
    sum((arm) => arm.successes) /
    Math.max(
      sum((arm) => arm.trials),
      1,
    );
  return arms.map((arm) => {
    const counted = posts.filter((post) => post.armId === arm.armId).map((post) => post.counts);
    const rate = arm.trials > 0 ? arm.successes / arm.trials : null;
    const views = counted.map((counts) => counts.views ?? 0);
    const interval = rate === null ? null : armInterval(goal, rate, pooled, views);
    return { ...arm, totals: sumCounts(counted), rate, interval };
  });
}
