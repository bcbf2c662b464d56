import { describe, expect, it } from "vitest";
import golden from "./golden-ucb1.json";
import { type ArmStats, explorationRatio } from "./policy";
import { createUcb1, fit as learn, partialFit, ucb1Index, ucb1Indexes } from "./ucb1";

function arm(armId: string, posts: number, reward: number, pending = 0): ArmStats {
  return { armId, posts, pending, reward, successes: reward * 1000 * posts, trials: 1000 * posts };
}

const labels = (decisions: readonly number[] = []) => decisions.map(String);

function expectIndexes(actual: Record<string, number>, expected: object): void {
  for (const [armId, value] of Object.entries(expected)) {
    expect(actual[armId]).toBeCloseTo(Number(value), 12);
  }
}

describe("UCB1 against published cases", () => {
  const [first, confidence, partial, twice, greedy] = golden.cases;
  const learnt = learn(labels(first?.decisions), first?.rewards ?? []);
  const added = { decisions: ["1", "3", "4"], rewards: [0, 1, 1] };

  it("scores arms with alpha 1", () => {
    const indexes = ucb1Indexes(learnt, 1);
    expectIndexes(indexes, first?.expect ?? {});
    const best = Object.entries(indexes).sort(([, a], [, b]) => b - a)[0]?.[0];
    expect(best).toBe(String(first?.choose));
  });

  it("widens with alpha", () => {
    const { mean = 0, n = 0, N = 0, expect_by_alpha: byAlpha = {} } = confidence ?? {};
    expect(Object.keys(byAlpha)).toHaveLength(3);
    for (const [alpha, value] of Object.entries(byAlpha)) {
      expect(ucb1Index(mean, n, N, Number(alpha))).toBeCloseTo(Number(value), 12);
    }
  });

  it("adds to what it knows", () => {
    const state = partialFit(learnt, added.decisions, added.rewards);
    expectIndexes(ucb1Indexes(state, 1), partial?.expect ?? {});
    expect(learnt["4"]).toBeUndefined();
  });

  it("forgets when it learns from scratch", () => {
    expectIndexes(ucb1Indexes(learn(added.decisions, added.rewards), 1), twice?.expect ?? {});
  });

  it("is greedy with alpha 0", () => {
    const state = learn(labels(greedy?.decisions), greedy?.rewards ?? []);
    expect(ucb1Indexes(state, 0)).toEqual(greedy?.expect);
    const arms = Object.entries(state).map(([id, { count, sum }]) => arm(id, count, sum / count));
    expect(createUcb1(0).choose(arms, 0).armId).toBe(String(greedy?.choose));
  });
});

describe("createUcb1", () => {
  const policy = createUcb1(1);

  it("posts each variant once, in order, counting posts under way", () => {
    const chosen: string[] = [];
    const arms = ["a", "b", "c"].map((id) => arm(id, 0, 0));
    for (let i = 0; i < 3; i++) {
      const choice = policy.choose(arms, 0);
      expect(choice.kind).toBe("cold_start");
      chosen.push(choice.armId);
      for (const each of arms) if (each.armId === choice.armId) each.pending++;
    }
    expect(chosen).toEqual(["a", "b", "c"]);
  });

  it("calls the best mean an exploit and any other an exploration", () => {
    expect(policy.choose([arm("a", 3, 0.1), arm("b", 3, 0.2)], 0)).toMatchObject({
      armId: "b",
      kind: "exploit",
      probabilities: { a: 0, b: 1 },
    });
    expect(policy.choose([arm("a", 1, 0.1), arm("b", 9, 0.2)], 0)).toMatchObject({
      armId: "a",
      kind: "explore",
    });
  });

  it("gives a tie to the earlier arm", () => {
    expect(policy.choose([arm("b", 2, 0.5), arm("a", 2, 0.5)], 0).armId).toBe("b");
  });

  it("spreads a burst of slots instead of repeating one arm", () => {
    expect(policy.choose([arm("a", 2, 0.3, 4), arm("b", 2, 0.2)], 0).armId).toBe("b");
  });

  it("refuses to choose among none", () => {
    expect(() => policy.choose([], 0)).toThrow("at least one arm");
  });
});

describe("explorationRatio", () => {
  it("counts everything but exploits", () => {
    expect(explorationRatio(["cold_start", "explore", "exploit", "exploit"])).toBe(0.5);
    expect(explorationRatio([])).toBeNull();
  });
});
