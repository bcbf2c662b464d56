import { describe, expect, it } from "vitest";
import { plannedOdds } from "./planned-odds";
import type { ArmStats } from "./policy";
import { createUcb1 } from "./ucb1";

function arm(armId: string, posts: number, reward: number, pending = 0): ArmStats {
  return { armId, posts, pending, reward, successes: reward * 1000 * posts, trials: 1000 * posts };
}

const policy = createUcb1(0.1);
const letters = (steps: ReturnType<typeof plannedOdds>) => steps.map((step) => step?.armId ?? null);

describe("plannedOdds", () => {
  it("gives each new variant its first post in turn", () => {
    const steps = plannedOdds(policy, [arm("a", 0, 0), arm("b", 0, 0)], [null, null]);
    expect(letters(steps)).toEqual(["a", "b"]);
    expect(steps.map((step) => step?.kind)).toEqual(["cold_start", "cold_start"]);
  });

  it("counts what a person took as a post under way", () => {
    const arms = [arm("a", 0, 0), arm("b", 0, 0)];
    expect(letters(plannedOdds(policy, arms, ["a", null]))).toEqual([null, "b"]);
    expect(arms[0]?.pending).toBe(0);
  });

  it("moves on to another variant as posts pile up on the best", () => {
    const steps = plannedOdds(policy, [arm("a", 5, 0.12), arm("b", 5, 0.1)], Array(8).fill(null));
    expect(new Set(letters(steps))).toEqual(new Set(["a", "b"]));
    expect(steps[0]).toMatchObject({ armId: "a", probabilities: { a: 1, b: 0 } });
  });

  it("says nothing without variants", () => {
    expect(plannedOdds(policy, [], [null])).toEqual([null]);
  });
});
