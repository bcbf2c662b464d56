import { describe, expect, it } from "vitest";
import { adaptive, knowledgeGradients } from "./adaptive";
import type { BanditInput, Prior } from "./algorithm";
import { sharedOf } from "./beliefs";
import golden from "./golden-adaptive.json";
import { posteriors } from "./posteriors";

const prior: Prior = {
  rate: golden.prior.platform_mean,
  logSd: golden.prior.platform_logsd,
  relativeVariance: golden.prior.relvar,
  postSpread: golden.params.tau0,
};

const letter = (arm: number) => String.fromCharCode(65 + arm);

function toInput({ posts, K }: (typeof golden.cases)[number]): BanditInput {
  return {
    candidates: Array.from({ length: K }, (_, arm) => letter(arm)),
    posts: posts.map(({ arm, imps, clicks }) => ({
      armId: letter(arm),
      exposure: imps,
      successes: clicks,
    })),
    prior,
    floor: 0,
  };
}

function expectClose(actual: readonly number[], expected: readonly number[], relative: number) {
  expect(actual).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) {
    expect(Math.abs((actual[i] ?? Number.NaN) / value - 1)).toBeLessThan(relative);
  }
}

describe.each(golden.cases)("the worked case: $name", (example) => {
  const { expect: wanted } = example;
  const snapshot = adaptive.summarise(toInput(example));
  const shared = sharedOf(snapshot);

  it("believes the same", () => {
    expectClose(
      [shared.campaignRate, shared.postSpread, shared.centre],
      [wanted.campaign_rate, wanted.tau2, wanted.centre],
      1e-9,
    );
    for (const [key, values] of [
      ["shape", wanted.A],
      ["scale", wanted.b],
      ["mean", wanted.mean],
    ] as const) {
      expectClose(
        snapshot.beliefs.map((belief) => belief[key]),
        values,
        1e-9,
      );
    }
  });

  it("chooses the same, for the same reasons", () => {
    const choice = adaptive.decide(snapshot, 1);
    expect(choice.armId).toBe(letter(wanted.choice));
    expectClose(knowledgeGradients(snapshot.beliefs, shared), wanted.kg, 1e-9);
    if (choice.kind !== "cold_start")
      expectClose(Object.values(choice.indexes), wanted.index, 1e-9);
  });

  it("gives the same odds and losses", () => {
    const believed = posteriors(snapshot);
    for (const [i, { pBest, mean, expectedLoss }] of believed.entries()) {
      expect(Math.abs(pBest - (wanted.pbest[i] ?? Number.NaN))).toBeLessThan(1e-6);
      const loss = mean / (1 - expectedLoss) - mean;
      expect(Math.abs(loss - (wanted.expected_loss[i] ?? Number.NaN))).toBeLessThan(1e-7);
    }
  });
});
