import { describe, expect, it } from "vitest";
import { ALGORITHMS, type BanditInput, type Winner } from "./algorithm";
import { choiceSentence } from "./choice-words";
import { evenSplitWords, formatGain, winnerWords } from "./claim-words";
import { armsFinding, type ComparedArm, compareArms, leadWords, oddsOf } from "./lead-words";
import { meanSplit, plannedSteps } from "./planned-steps";
import { DEFAULT_PRIORS } from "./platform-prior";
import { policyOf } from "./policies";
import { posteriorCurves } from "./posterior-curve";
import { rewardWords } from "./reward-kind";
import { winner } from "./winner";

const unit = "Clicks per 1,000 views";
const words = { letters: { a: "A", b: "B", c: "C" }, unit };
const numbers = {
  ...{ chosen: "b", chosenRate: 0.0098, chosenPosts: 2, chosenPending: 1 },
  ...{ rival: "a", rivalRate: 0.0123, rivalPosts: 9, rivalPending: 0, scale: 1000 },
  ...{ chosenLow: 0.0071, chosenHigh: 0.01321 },
};
const say = (template: string, more: Record<string, number | string> = {}) =>
  choiceSentence({ armId: "b", reason: { template, numbers: { ...numbers, ...more } } }, words);

describe("the sentence of a choice", () => {
  it("tells what the leader earns, how sure that is, and who is next", () => {
    expect(say("exploit", { chosenRate: 0.0144, chosenHigh: 0.0197 })).toBe(
      "Chose B: it looks best so far, at about 14.4 clicks per 1,000 views (likely 7.1 to 19.7). A is at about 12.3.",
    );
    expect(say("exploit", { chosenRate: 0.0123 })).toBe(
      "Chose B: about 12.3 clicks per 1,000 views (likely 7.1 to 13.2), level with A.",
    );
    const wide = { chosenRate: 0.0891, chosenLow: 0.0708, chosenHigh: 0.18 };
    expect(say("exploit", wide)).toContain("about 89 clicks per 1,000 views (likely 71 to 180)");
    expect(say("exploit", { rivalPosts: 0 })).toContain("A has no result yet.");
    expect(say("exploit", { chosenPosts: 0 })).toContain("should do no worse than A");
    expect(say("exploit", { chosenPosts: 0, rivalPosts: 0 })).toContain(
      "no variant has results yet",
    );
  });

  it("tells how little is known, who is ahead, and what three more posts are worth", () => {
    expect(say("explore", { worth: 0.012, worthPosts: 3 })).toBe(
      "Chose B to learn: after 2 posts and 1 waiting for a result its rate is uncertain. B likely gets 7.1 to 13.2 clicks per 1,000 views; A, at about 12.3, looks better so far. What 3 more posts of B teach is expected to lift later posts by about 1%.",
    );
    const told = say("explore", { worth: 0.004, worthPosts: 3, chosenPosts: 0, rivalPosts: 0 });
    expect(told).toContain("it has no result yet.");
    expect(told).toContain("; A has no result yet.");
    expect(told).toContain("by a little.");
    expect(say("explore", { chosenRate: 0.0123 })).toContain("A is level with it, at about 12.3");
    const before = say("explore", { chosenLow: "", chosenHigh: "" });
    expect(before).toContain("B gets about 9.8 clicks");
  });

  it("names chance, turns, odds and first posts as what they are", () => {
    expect(say("floor", { instead: "a", floor: 0.05 })).toContain(
      "5 in 100 choices are left to it",
    );
    expect(say("floor", { instead: "a", floor: 0.05 })).toContain("it would have been A");
    expect(say("turn")).toContain("take turns, and none had fewer posts than B with 3");
    expect(say("draw", { share: 0.31 })).toContain("being the best are about 31 in 100");
    expect(say("cold_start")).toContain("B had none");
    expect(say("only")).toContain("only variant");
  });
});

const arm = (
  letter: string,
  rate: number | null,
  pBest: number | null,
  posts = 5,
): ComparedArm => ({
  ...{ armId: letter.toLowerCase(), letter, posts, rate, pBest },
});
const won: Winner = { state: "winner", armId: "b", pBest: 0.97, expectedLoss: 0.004 };

describe("the sentence of UCB1", () => {
  const choose = (posts: BanditInput["posts"]) => {
    const policy = policyOf("ucb1");
    const { armId, reason } = policy.decide(policy.summarise({ ...input(posts), floor: 0 }), 1);
    const told = { ...reason, numbers: { ...reason.numbers, scale: 1000 } };
    return choiceSentence({ armId, reason: told }, words);
  };
  const post = (armId: string, successes: number) => ({ armId, exposure: 1000, successes });

  it("names the bonus where that decides, and what posts earned where they do", () => {
    const many = Array.from({ length: 9 }, () => post("b", 12));
    expect(choose([...many, post("a", 9)])).toBe(
      "Chose A to learn: it has 1 post and B has 9, and UCB1’s bonus for few posts puts it first. B averaged 12 clicks per 1,000 views, A 9.",
    );
    expect(choose([post("a", 9), post("b", 12)])).toBe(
      "Chose B: its posts averaged 12 clicks per 1,000 views, those of A 9. Counting UCB1’s bonus for few posts, none scores higher.",
    );
    expect(choose([post("a", 0), post("b", 0)])).toContain("no variant has earned anything yet");
    expect(choose([post("a", 9000), post("b", 8000)])).toContain("the most that UCB1 counts");
  });

  it("says level where rates are, and calls conversions points where they weigh", () => {
    expect(choose([post("a", 9), post("b", 9)])).toContain("as did those of B");
    const ones = { views: 0, likes: 1, comments: 1, shares: 1, clicks: 1, saves: 1 };
    expect(rewardWords("engagement", { ...ones, conversions: 10 }).noun).toBe("points");
    expect(rewardWords("engagement", { ...ones, conversions: 1 }).noun).toBe("interactions");
  });
});

describe("who is ahead", () => {
  it("is early until two have results, and six posts between them", () => {
    expect(compareArms([arm("A", 9, 0.5, 20), arm("B", null, 0.5, 0)], null).state).toBe("early");
    const comparison = compareArms([arm("A", 9, 0.1, 3), arm("B", 12, 0.9, 2)], null);
    expect(comparison.state).toBe("early");
    expect(leadWords(comparison, unit).marked).toBeNull();
    expect(armsFinding(comparison)).toBe("Nothing to compare yet");
  });

  it.each([
    [5, 1],
    [3, 2],
    [3, 3],
    [30, 2],
  ])("misses data in the badge where it does in the sentence: %i and %i posts", (a, b) => {
    const successes = { a: 6, b: 18 };
    const posts = [...Array(a).fill("a"), ...Array(b).fill("b")].map((armId: "a" | "b") => ({
      ...{ armId, exposure: 1000, successes: successes[armId] },
    }));
    const found = winner(policyOf("adaptive").summarise(input(posts)), "usual", posts);
    const { state } = compareArms([arm("A", 6, 0.05, a), arm("B", 18, 0.95, b)], found);
    const isCompared = state !== "early";
    const { badge } = winnerWords(found, { mode: "usual", letter: "B", isCompared });
    expect(badge === "Not enough data").toBe(!isCompared);
  });

  it("is level where odds or figures can't tell them apart", () => {
    expect(compareArms([arm("A", 12.01, 0.9), arm("B", 12.02, 0.1)], null).state).toBe("level");
    const close = compareArms([arm("A", 11, 0.45), arm("B", 12, 0.55)], null);
    expect(leadWords(close, unit).rest).toBe(
      "B and A can’t be told apart yet: about 12 and 11 clicks per 1,000 views.",
    );
    expect(armsFinding(close)).toBe("B and A can’t be told apart yet");
    const small = compareArms([arm("A", 0.38, 0.2), arm("B", 0.43, 0.8)], null);
    expect(small.state).toBe("leads");
    const same = compareArms([arm("A", 12, 0.7), arm("B", 12, 0.3)], null);
    expect(leadWords(same, unit).rest).toBe(
      "A and B are level so far: about 12 clicks per 1,000 views.",
    );
  });

  it("leads without proof, wins by the rule, and never of those that can't be chosen", () => {
    const arms = [arm("A", 9, 0.1), arm("B", 12, 0.9), arm("C", 20, null)];
    const leads = compareArms(arms, { ...won, state: "open" });
    expect(leadWords(leads, unit)).toEqual({
      marked: "B leads",
      rest: " with about 12 clicks per 1,000 views, A has about 9. The odds that B is the best are 90 in 100: not proven yet.",
    });
    expect(armsFinding(compareArms(arms, won))).toBe("B wins");
    expect(leadWords(compareArms(arms, won), unit).rest).toContain("are 90 in 100.");
  });

  it("never says certain", () => {
    expect([0.9999, 0.5, 0.001].map(oddsOf)).toEqual([
      "over 99 in 100",
      "50 in 100",
      "under 1 in 100",
    ]);
  });
});

describe("what may be claimed", () => {
  const usual = { mode: "usual" as const, letter: "B", isCompared: true };

  it("says that data are missing, that nothing is proven, or who wins and at what odds", () => {
    expect(winnerWords(null, { ...usual, letter: null }).badge).toBe("Nothing competes");
    const early: Winner = { state: "early", armId: null, pBest: 0.9, expectedLoss: 0.01 };
    expect(winnerWords(early, { ...usual, isCompared: false }).badge).toBe("Not enough data");
    expect(winnerWords({ ...won, state: "open" }, { ...usual, mode: "proof" })).toMatchObject({
      badge: "Not proven yet",
      words: expect.stringContaining("stay apart, wide enough"),
    });
    expect(winnerWords(won, usual).words).toContain("97 in 100");
  });

  it("claims a gain over the even split only where its range leaves zero out", () => {
    const split = { expected: 100, actual: 112, lift: 0.12, low: 0.03, high: 0.21 };
    expect(evenSplitWords(split, "clicks")).toBe(
      "About 12% more clicks than an even split would have got: likely between 3% more and 21% more.",
    );
    expect(evenSplitWords({ ...split, low: -0.041 }, "clicks")).toBe(
      "No difference to an even split can be told yet: likely between 4% fewer and 21% more clicks.",
    );
    expect(evenSplitWords({ lift: 0, low: 0, high: 0 }, "clicks")).toContain(
      "as often as the others",
    );
    expect([0.0004, 0.0042, 0.096, -0.2].map(formatGain)).toEqual([
      "under 0.1%",
      "0.4%",
      "10%",
      "20%",
    ]);
    expect(evenSplitWords({ ...split, low: -0.2, high: -0.01, lift: -0.1 }, "clicks")).toContain(
      "fewer clicks than",
    );
  });
});

const input = (posts: BanditInput["posts"]): BanditInput => ({
  candidates: ["a", "b"],
  ...{ posts, prior: DEFAULT_PRIORS.ctr, floor: 0.1 },
});
const settled = [4, 12, 5, 11, 6, 13].map((successes, i) => ({
  armId: i % 2 === 0 ? "a" : "b",
  ...{ exposure: 1000, successes },
}));

describe("what comes next", () => {
  it("starts cold, spreads over the slots, and counts what people took", () => {
    const snapshot = policyOf("adaptive").summarise(input([]));
    const [first, second, third] = plannedSteps(snapshot, [null, null, "a"]);
    expect([first?.choice.armId, second?.choice.armId]).toEqual(["a", "b"]);
    expect(first?.choice.kind).toBe("cold_start");
    expect(third).toBeNull();
    expect(first?.choice.propensities.a).toBeCloseTo(0.95, 12);
    expect(meanSplit([null])).toBeNull();
  });

  it("splits the planned learning into chance and what is chosen to learn", () => {
    const snapshot = policyOf("adaptive").summarise(input(settled));
    const steps = plannedSteps(snapshot, Array(10).fill(null));
    const split = meanSplit(steps);
    const sums = steps.flatMap((step) => (step ? [step.choice] : []));
    const exploring = sums.filter(({ kind }) => kind !== "exploit").length / steps.length;
    expect(split?.floor).toBeCloseTo(0.05, 12);
    expect(split?.worthLearning).toBeCloseTo(0.95 * exploring, 12);
    expect(split?.coldStart).toBe(0);
  });

  it.each(ALGORITHMS)("plans as it counts what was done: %s", (algorithm) => {
    const policy = policyOf(algorithm);
    const kinds = ["cold_start", "explore", "floor"] as const;
    for (const posts of [[], settled.slice(0, 1), settled.slice(0, 3), settled]) {
      const snapshot = policy.summarise({ ...input(posts), floor: 0.3 });
      const planned = plannedSteps(snapshot, [null])[0]?.learning;
      const done = Array.from(
        { length: 3000 },
        (_, i) => policy.decide(snapshot, i * 7919 + 1).kind,
      );
      const share = (kind: string) => done.filter((each) => each === kind).length / done.length;
      const [coldStart, worthLearning, floor] = kinds.map(share);
      const near = [planned?.coldStart, planned?.worthLearning, planned?.floor];
      for (const [i, each] of [coldStart, worthLearning, floor].entries())
        expect(Math.abs((each ?? 0) - (near[i] ?? 1))).toBeLessThan(0.04);
    }
  });

  it("plans nothing where nothing may be chosen", () => {
    const snapshot = policyOf("adaptive").summarise({ ...input([]), candidates: [] });
    expect(plannedSteps(snapshot, [null, null])).toEqual([null, null]);
  });

  it("draws beliefs over their reach, the highest point of all at 1", () => {
    const { beliefs } = policyOf("adaptive").summarise(input(settled));
    const curves = posteriorCurves(beliefs);
    const tops = curves.map(({ points }) => Math.max(...points.map(({ density }) => density)));
    expect(Math.max(...tops)).toBeGreaterThan(0.98);
    expect(Math.max(...tops)).toBeLessThanOrEqual(1);
    for (const [i, { points }] of curves.entries()) {
      const step = (points[1]?.rate ?? 0) - (points[0]?.rate ?? 0);
      const weight = points.reduce((sum, { density }) => sum + density * step, 0);
      const mean =
        points.reduce((sum, { rate, density }) => sum + rate * density * step, 0) / weight;
      expect(mean).toBeCloseTo(beliefs[i]?.mean ?? 0, 3);
    }
  });
});
