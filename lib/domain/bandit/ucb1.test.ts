import { describe, expect, it } from "vitest";
import golden from "./golden-ucb1.json";
import { ucb1Index } from "./ucb1";

interface ArmTally {
  count: number;
  sum: number;
}

type Learnt = Record<string, ArmTally>;

const learn = (decisions: readonly string[], rewards: readonly number[]): Learnt =>
  learnMore({}, decisions, rewards);

function learnMore(
  known: Learnt,
  decisions: readonly string[],
  rewards: readonly number[],
): Learnt {
  const next = { ...known };
  for (const [i, armId] of decisions.entries()) {
    const { count, sum } = next[armId] ?? { count: 0, sum: 0 };
    next[armId] = { count: count + 1, sum: sum + (rewards[i] ?? 0) };
  }
  return next;
}

function indexesOf(learnt: Learnt, alpha: number): Record<string, number> {
  const total = Object.values(learnt).reduce((sum, arm) => sum + arm.count, 0);
  return Object.fromEntries(
    Object.entries(learnt).map(([armId, { count, sum }]) => [
      armId,
      ucb1Index(sum / count, count, total, alpha),
    ]),
  );
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
    const indexes = indexesOf(learnt, 1);
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
    const state = learnMore(learnt, added.decisions, added.rewards);
    expectIndexes(indexesOf(state, 1), partial?.expect ?? {});
    expect(learnt["4"]).toBeUndefined();
  });

  it("forgets when it learns from scratch", () => {
    expectIndexes(indexesOf(learn(added.decisions, added.rewards), 1), twice?.expect ?? {});
  });

  it("is greedy with alpha 0", () => {
    const state = learn(labels(greedy?.decisions), greedy?.rewards ?? []);
    expect(indexesOf(state, 0)).toEqual(greedy?.expect);
  });
});
