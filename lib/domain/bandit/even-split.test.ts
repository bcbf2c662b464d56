import { describe, expect, it } from "vitest";
import { drawNormal } from "@/lib/domain/chance/draw-normal";
import { seededRandom } from "@/lib/domain/chance/seeded-random";
import type { PostEvidence, Snapshot } from "./algorithm";
import { evenSplit } from "./even-split";
import { DEFAULT_PRIORS } from "./platform-prior";
import { policyOf } from "./policies";

const ARMS = ["A", "B", "C", "D"];
const adaptive = policyOf("adaptive");
const prior = DEFAULT_PRIORS.ctr;

const post = (armId: string, successes: number, exposure = 1000): PostEvidence => ({
  ...{ armId, exposure, successes },
});
const rounds = (rates: readonly number[], times: number) =>
  Array.from({ length: times }, () => rates.map((rate, k) => post(ARMS[k] ?? "", rate))).flat();
const snapshotOf = (posts: readonly PostEvidence[], arms: number): Snapshot =>
  adaptive.summarise({ candidates: ARMS.slice(0, arms), posts, prior, floor: 0.05 });

describe("evenSplit", () => {
  it("finds no difference where posts were split evenly, however far each was carried", () => {
    const posts = [...rounds([10, 12, 20], 12), post("A", 1), post("B", 900, 60_000), post("C", 2)];
    const { lift, expected, actual, low, high } = evenSplit(snapshotOf(posts, 3), posts);
    expect([lift, low, high].map(Math.abs)).toEqual([0, 0, 0]);
    expect(expected).toBe(actual);
    expect(actual).toBe(12 * 42 + 903);
  });

  it("finds what the better arm brought", () => {
    const posts = [...rounds([10, 20], 6), ...Array.from({ length: 40 }, () => post("B", 20))];
    const { lift, low, high, actual, expected } = evenSplit(snapshotOf(posts, 2), posts);
    expect(actual).toBe(6 * 30 + 40 * 20);
    expect(low).toBeGreaterThan(0);
    expect(lift).toBeGreaterThan(low);
    expect(high).toBeLessThan(0.5);
    expect(expected).toBeCloseTo(actual / (1 + lift), 9);
  });

  it("is silent without results", () => {
    const waiting = [post("A", 0, 0)];
    expect(evenSplit(snapshotOf(waiting, 2), waiting)).toEqual({
      ...{ expected: 0, actual: 0, lift: 0, low: 0, high: 0 },
    });
  });

  it("hardly ever finds a gain where variants do not differ, though it is looked at by what it chose", () => {
    let claims = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const posts = drawCampaign(seed);
      const { low, high } = evenSplit(snapshotOf(posts, 4), posts);
      if (low > 0 || high < 0) claims++;
    }
    expect(claims).toBeLessThanOrEqual(3);
  });
});

/** Sixty posts of four variants that all do alike; posts differ in reach and in luck. */
function drawCampaign(seed: number): PostEvidence[] {
  const random = seededRandom(seed * 7919);
  const posts: PostEvidence[] = [];
  for (let nth = 0; nth < 60; nth++) {
    const { armId } = adaptive.decide(snapshotOf(posts, 4), nth);
    const reach = Math.round(1000 * Math.exp(1.1 * drawNormal(random) - 0.6));
    const expected = reach * 0.011 * Math.exp(0.5 * drawNormal(random) - 0.125);
    const count = Math.max(0, Math.round(expected + Math.sqrt(expected) * drawNormal(random)));
    posts.push(post(armId, Math.min(count, reach), Math.max(reach, 1)));
  }
  return posts;
}
