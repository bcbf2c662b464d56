import { describe, expect, it } from "vitest";
import { seededRandom } from "@/lib/domain/chance/seeded-random";
import {
  ALGORITHMS,
  type BanditInput,
  EVIDENCE_WINDOW,
  type PostEvidence,
  type Prior,
  type Snapshot,
} from "./algorithm";
import { withPending } from "./beliefs";
import golden from "./golden-odds.json";
import { policyOf, replay } from "./policies";
import { settleChoice } from "./settle-choice";

const prior: Prior = { rate: 0.011, logSd: 0.65, relativeVariance: 0.063, postSpread: 0.4 };

/** A campaign of any kind: young, old, with arms that are gone, with posts under way. */
function anyInput(seed: number): BanditInput {
  const random = seededRandom(seed);
  const arms = 2 + Math.floor(random() * 5);
  const candidates = Array.from({ length: arms }, (_, k) => String.fromCharCode(65 + k));
  const known = random() < 0.3 ? [...candidates, "gone"] : candidates;
  const posts = Array.from({ length: Math.floor(random() * 60) }, (): PostEvidence => {
    const armId = known[Math.floor(random() * known.length)] ?? "A";
    const exposure = random() < 0.15 ? 0 : Math.ceil(random() ** 3 * 20_000);
    return { armId, exposure, successes: Math.round(exposure * 0.02 * random()) };
  });
  return { candidates, posts, prior, floor: random() < 0.5 ? 0.05 : random() };
}

const SEEDS = Array.from({ length: 40 }, (_, i) => i * 7919 + 1);
const thaw = (snapshot: Snapshot): Snapshot => JSON.parse(JSON.stringify(snapshot));

describe.each(ALGORITHMS)("%s", (algorithm) => {
  const policy = policyOf(algorithm);

  it("leaves each arm its part of the floor, and one in all", () => {
    for (const seed of SEEDS) {
      const input = anyInput(seed);
      const { propensities, armId } = policy.decide(policy.summarise(input), seed);
      const odds = Object.values(propensities);
      expect(Object.keys(propensities)).toEqual([...input.candidates]);
      expect(odds.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
      for (const each of odds) {
        expect(each).toBeGreaterThanOrEqual(input.floor / input.candidates.length - 1e-12);
      }
      expect(propensities[armId]).toBeGreaterThan(0);
    }
  });

  it("chooses the same from its stored row", () => {
    for (const seed of SEEDS) {
      const snapshot = policy.summarise(anyInput(seed));
      const choice = policy.decide(snapshot, seed);
      expect(replay(thaw(snapshot), seed)).toEqual(choice);
      expect(snapshot).toMatchObject({ algorithm, version: policy.version });
    }
  });

  it("knows the same whether a batch is one summary or taken slot by slot", () => {
    for (const seed of SEEDS) {
      const input = anyInput(seed);
      const batch = ["A", "B", "A", "A", "B"];
      const pending = batch.map((armId) => ({ armId, exposure: 0, successes: 0 }));
      const whole = policy.summarise({ ...input, posts: [...input.posts, ...pending] });
      const slotBySlot = batch.reduce(withPending, policy.summarise(input));
      expect(slotBySlot).toEqual(whole);
      expect(policy.decide(slotBySlot, seed)).toEqual(policy.decide(whole, seed));
    }
  });

  it("does not care what arms are called", () => {
    const rename = (armId: string) => `renamed-${armId}`;
    for (const seed of SEEDS) {
      const input = anyInput(seed);
      const renamed = {
        ...input,
        candidates: input.candidates.map(rename),
        posts: input.posts.map((post) => ({ ...post, armId: rename(post.armId) })),
      };
      const choice = policy.decide(policy.summarise(input), seed);
      const other = policy.decide(policy.summarise(renamed), seed);
      expect(other.armId).toBe(rename(choice.armId));
      expect(Object.values(other.propensities)).toEqual(Object.values(choice.propensities));
    }
  });

  it("forgets what lies before its window", () => {
    const random = seededRandom(5);
    const posts = Array.from({ length: EVIDENCE_WINDOW + 300 }, (_, i) => {
      const exposure = Math.ceil(random() * 3000);
      return { armId: "ABC".charAt(i % 3), exposure, successes: Math.round(exposure * 0.01) };
    });
    const input = { candidates: ["A", "B", "C"], prior, floor: 0.05 };
    const all = policy.summarise({ ...input, posts });
    expect(policy.summarise({ ...input, posts: posts.slice(-EVIDENCE_WINDOW) })).toEqual(all);
    expect(all.beliefs).toHaveLength(3);
  });

  it("gives every arm a first post, also one that joins late", () => {
    const posts = ["A", "B"].map((armId) => ({ armId, exposure: 900, successes: 9 }));
    const input = { candidates: ["A", "B", "C"], posts, prior, floor: 0 };
    const snapshot = policy.summarise(input);
    expect(policy.decide(snapshot, 1)).toMatchObject({ armId: "C", kind: "cold_start" });
    expect(policy.decide(withPending(snapshot, "C"), 1).kind).not.toBe("cold_start");
  });

  it("posts the only arm that is left, and needs one", () => {
    const alone = policy.summarise({ candidates: ["A"], posts: [], prior, floor: 0.05 });
    expect(policy.decide(alone, 3)).toMatchObject({
      armId: "A",
      kind: "exploit",
      propensities: { A: 1 },
      reason: { template: "only" },
    });
    const none = policy.summarise({ candidates: [], posts: [], prior, floor: 0 });
    expect(() => policy.decide(none, 1)).toThrow("at least one arm");
  });
});

describe("the order of arms", () => {
  it("only settles ties", () => {
    for (const seed of SEEDS) {
      const { posts, ...input } = anyInput(seed);
      // Every arm has had results, and no two the same.
      const full = input.candidates.map((armId, i) => ({
        ...{ armId, exposure: 700 + 130 * i, successes: 5 + 3 * i },
      }));
      const given = { ...input, posts: [...posts, ...full], floor: 0 };
      for (const algorithm of ["adaptive", "ucb1"] as const) {
        const policy = policyOf(algorithm);
        const choice = policy.decide(policy.summarise(given), seed);
        const turned = { ...given, candidates: input.candidates.toReversed() };
        const other = policy.decide(policy.summarise(turned), seed);
        for (const [armId, index] of Object.entries(choice.indexes)) {
          expect(other.indexes[armId]).toBeCloseTo(index, 9);
        }
      }
    }
  });
});

describe("the floor", () => {
  it.each(golden.floor.cases)("leaves $f to each of $w.length arms", ({ f, w, p }) => {
    const candidates = w.map((_, i) => String(i));
    const posts = candidates.map((armId) => ({ armId, exposure: 100, successes: 1 }));
    const input = { candidates, posts, prior, floor: f * w.length };
    const verdict = {
      weights: w,
      indexes: {},
      explain: () => ({ kind: "exploit" as const, reason: { template: "", numbers: {} } }),
    };
    const choice = settleChoice(policyOf("adaptive").summarise(input), 1, () => verdict);
    for (const [i, odds] of p.entries()) {
      expect(choice.propensities[String(i)]).toBeCloseTo(odds, 12);
    }
  });

  it("is drawn as often as it says", () => {
    const posts = [5, 40].map((successes, i) => ({
      ...{ armId: "AB".charAt(i), exposure: 2000, successes },
    }));
    const policy = policyOf("adaptive");
    const snapshot = policy.summarise({ candidates: ["A", "B"], posts, prior, floor: 0.2 });
    const kinds = Array.from({ length: 4000 }, (_, seed) =>
      policy.decide(snapshot, seed * 104_729),
    );
    const byChance = kinds.filter(({ kind }) => kind === "floor");
    expect(new Set(byChance.map(({ armId }) => armId))).toEqual(new Set(["A"]));
    expect(Math.abs(byChance.length / kinds.length - 0.1)).toBeLessThan(0.02);
  });
});

describe("the algorithms, on two arms of which one is better", () => {
  const posts = [8, 26].map((successes, i) => ({
    ...{ armId: "AB".charAt(i), exposure: 1000, successes },
  }));
  const input = { candidates: ["A", "B"], posts, prior, floor: 0 };
  const choose = (algorithm: (typeof ALGORITHMS)[number], seed = 1) => {
    const policy = policyOf(algorithm);
    return policy.decide(policy.summarise(input), seed);
  };

  it("adaptive earns once it knows enough", () => {
    expect(choose("adaptive")).toMatchObject({ armId: "B", kind: "exploit" });
  });

  it("thompson posts each as often as it says", () => {
    const choices = Array.from({ length: 4000 }, (_, seed) =>
      choose("thompson", seed * 15_485_863),
    );
    const share = choices.filter(({ armId }) => armId === "A").length / choices.length;
    expect(share).toBeGreaterThan(0);
    expect(Math.abs(share - (choices[0]?.propensities.A ?? 1))).toBeLessThan(0.02);
    expect(choices.find(({ armId }) => armId === "A")).toMatchObject({
      ...{ kind: "explore", reason: { template: "draw" } },
    });
  });

  it("ucb1 and the even split take turns, whatever the arms earn", () => {
    for (const algorithm of ["ucb1", "round_robin"] as const) {
      const policy = policyOf(algorithm);
      let snapshot = policy.summarise(input);
      const counts: Record<string, number> = { A: 0, B: 0 };
      for (let seed = 0; seed < 40; seed++) {
        const { armId } = policy.decide(snapshot, seed);
        counts[armId] = (counts[armId] ?? 0) + 1;
        snapshot = withPending(snapshot, armId);
      }
      expect(Math.abs((counts.A ?? 0) - (counts.B ?? 0))).toBeLessThanOrEqual(2);
    }
  });
});

describe("what an arm is believed to earn", () => {
  it("hardly moves for one huge post", () => {
    const calm = [1, 2, 3].map(() => ({ armId: "A", exposure: 1000, successes: 11 }));
    const viral = { armId: "B", exposure: 500_000, successes: 12_500 };
    const posts = [...calm, viral];
    const input = { candidates: ["A", "B"], posts, prior, floor: 0 };
    const [, b] = policyOf("adaptive").summarise(input).beliefs;
    expect(b?.mean).toBeLessThan(0.025);
    expect(b?.effectivePosts).toBeLessThan(1.1);
  });

  it("counts a post under way as no evidence", () => {
    const posts = ["A", "B"].map((armId) => ({ armId, exposure: 1000, successes: 12 }));
    const snapshot = policyOf("adaptive").summarise({
      ...{ candidates: ["A", "B"], posts, prior, floor: 0 },
    });
    const [before] = snapshot.beliefs;
    const [after] = withPending(snapshot, "A").beliefs;
    expect(after?.pending).toBe(1);
    expect(after?.posts).toBe(before?.posts);
    expect(after?.successes).toBe(before?.successes);
  });
});
