import { describe, expect, it } from "vitest";
import type { PostEvidence, Prior, Snapshot } from "./algorithm";
import { sharedOf, summarise } from "./beliefs";
import { chanceOfBest, evenGrid, toDensity } from "./chance-of-best";
import golden from "./golden-odds.json";
import { likelyRange } from "./likely-range";
import { posteriors } from "./posteriors";
import { quickOdds } from "./thompson";
import { confidenceSequence, winner } from "./winner";

const prior: Prior = { rate: 0.011, logSd: 0.65, relativeVariance: 0.063, postSpread: 0.4 };

/** Gamma quantiles at 5 and 95 percent, by scipy.stats. */
const WIDE = [0.006929762, 0.015996834] as const;
const NARROW = [0.01985818, 0.026479804] as const;
const SKEWED = [0.005727381, 0.055352488] as const;

function campaign(rates: readonly number[], rounds: number, exposure = 1000): PostEvidence[] {
  return Array.from({ length: rounds }, () =>
    rates.map((rate, k) => ({
      armId: "ABCDEF".charAt(k),
      exposure,
      successes: Math.round(rate * exposure),
    })),
  ).flat();
}

function snapshotOf(posts: readonly PostEvidence[], arms = 3): Snapshot {
  const candidates = Array.from({ length: arms }, (_, k) => "ABCDEF".charAt(k));
  return summarise("adaptive", 1, { candidates, posts, prior, floor: 0.05 });
}

/** A snapshot whose arms are believed to be just this. */
function believed(arms: readonly { shape: number; scale: number }[]): Snapshot {
  const blank = snapshotOf([], arms.length);
  const beliefs = blank.beliefs.map((belief, i) => {
    const { shape, scale } = arms[i] ?? { shape: 1, scale: 1 };
    return { ...belief, shape, scale, mean: shape / scale };
  });
  return { ...blank, beliefs, shared: { ...blank.shared, centreVariance: 0 } };
}

describe("chanceOfBest", () => {
  it.each(golden.pbest_beta.cases)("agrees with published odds of Beta arms", ({ arms, exact }) => {
    // On the logit, where Beta densities are bells.
    const { start, step, points } = evenGrid(
      arms.map(([a = 1, b = 1]) => ({
        middle: Math.log(a / b),
        spread: Math.sqrt(1 / a + 1 / b),
      })),
    );
    const logits = Float64Array.from({ length: points }, (_, i) => start + i * step);
    const values = logits.map((logit) => 1 / (1 + Math.exp(-logit)));
    const densities = arms.map(([a = 1, b = 1]) =>
      toDensity(
        logits.map((logit) => a * logit - (a + b) * Math.log1p(Math.exp(logit))),
        step,
      ),
    );
    const { odds } = chanceOfBest({ step, values, densities });
    for (const [i, value] of exact.entries()) {
      expect(Math.abs((odds[i] ?? 1) - value)).toBeLessThan(1e-6);
    }
  });
});

describe("posteriors", () => {
  it("gives the range that nine in ten rates lie in", () => {
    const [wide, narrow, skewed] = posteriors(
      believed([
        { shape: 15.887289215390336, scale: 1435.347669568901 },
        { shape: 131.1152068180543, scale: 5683.608787119299 },
        { shape: 2.5, scale: 100 },
      ]),
    );
    const relative = (actual: number | undefined, value: number) =>
      expect(Math.abs((actual ?? 0) / value - 1)).toBeLessThan(1e-4);
    relative(wide?.low, WIDE[0]);
    relative(wide?.high, WIDE[1]);
    relative(narrow?.low, NARROW[0]);
    relative(narrow?.high, NARROW[1]);
    relative(skewed?.low, SKEWED[0]);
    relative(skewed?.high, SKEWED[1]);
  });

  it("is what the quick range comes close to, also where the centre is uncertain", () => {
    for (const rounds of [0, 1, 5, 40]) {
      const snapshot = snapshotOf(campaign([0.01, 0.012, 0.013], rounds));
      for (const [i, { low, high }] of posteriors(snapshot).entries()) {
        const arm = snapshot.beliefs[i] ?? { mean: 0, shape: 1, scale: 1 };
        const quick = likelyRange(arm, sharedOf(snapshot));
        expect(Math.abs(quick.low / low - 1)).toBeLessThan(0.01);
        expect(Math.abs(quick.high / high - 1)).toBeLessThan(0.01);
      }
    }
  });

  it("adds up to one, and the quick odds come close", () => {
    for (const rounds of [0, 1, 5, 40]) {
      const snapshot = snapshotOf(campaign([0.01, 0.012, 0.013], rounds));
      const all = posteriors(snapshot);
      expect(all.reduce((sum, { pBest }) => sum + pBest, 0)).toBeCloseTo(1, 12);
      for (const [i, odds] of quickOdds(snapshot.beliefs).entries()) {
        expect(Math.abs(odds - (all[i]?.pBest ?? 0))).toBeLessThan(0.01);
      }
    }
  });
});

describe("winner", () => {
  it("says nothing before two arms have three posts", () => {
    const posts = campaign([0.01, 0.05], 2);
    expect(winner(snapshotOf(posts, 2), "usual", posts)).toMatchObject({
      ...{ state: "early", armId: null },
    });
  });

  it("leaves level arms open and names a clear one", () => {
    const level = campaign([0.01, 0.01, 0.01], 20);
    expect(winner(snapshotOf(level), "usual", level).state).toBe("open");
    const clear = campaign([0.01, 0.01, 0.025], 10);
    const found = winner(snapshotOf(clear), "usual", clear);
    expect(found).toMatchObject({ state: "winner", armId: "C" });
    expect(found.pBest).toBeGreaterThan(0.95);
    expect(found.expectedLoss).toBeLessThan(0.02);
  });

  it("does not take one lucky post for a winner", () => {
    const lucky = { armId: "B", exposure: 3000, successes: 150 };
    const posts = [...campaign([0.01, 0.016], 15), lucky];
    expect(winner(snapshotOf(posts, 2), "usual", posts)).toMatchObject({
      ...{ state: "open", armId: "B", restsOnOnePost: true },
    });
  });

  it("asks far more of a proof", () => {
    const clear = campaign([0.01, 0.01, 0.025], 10);
    expect(winner(snapshotOf(clear), "proof", clear)).toMatchObject({ state: "open", armId: "C" });
    const plain = campaign([0.005, 0.05], 60);
    expect(winner(snapshotOf(plain, 2), "proof", plain)).toMatchObject({
      ...{ state: "winner", armId: "B" },
    });
  });

  it("knows nothing of an arm without posts", () => {
    const range = confidenceSequence({ armId: "A", mean: 0.01 }, [], 0.16, 0.05);
    expect(range).toEqual({ low: 0, high: Infinity });
  });
});
