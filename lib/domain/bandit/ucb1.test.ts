import { describe, expect, it } from "vitest";
import golden from "./golden-ucb1.json";
import { fit as learn, partialFit, ucb1Index, ucb1Indexes } from "./ucb1";

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
  });
});
