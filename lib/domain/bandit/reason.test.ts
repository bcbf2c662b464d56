import { describe, expect, it } from "vitest";
import type { Goal } from "../metrics";
import type { ArmStats } from "./policy";
import { reasonSentence } from "./reason";
import { createUcb1 } from "./ucb1";

const labels = { a: "A", b: "B", c: "C" };

function explain(arms: Partial<ArmStats>[], goal: Goal = "ctr", alpha = 1): string {
  const full = arms.map((arm, i) => ({
    armId: "abc"[i] ?? "",
    posts: 0,
    pending: 0,
    reward: 0,
    successes: 0,
    trials: 0,
    ...arm,
  }));
  return reasonSentence(createUcb1(alpha).choose(full, 0), labels, goal);
}

describe("reasonSentence", () => {
  it("says that a variant has had no post", () => {
    expect(explain([{}, {}])).toBe(
      "Chose A to learn: every variant gets one post first, and A had none.",
    );
  });

  it("names the rate and the lead over the runner-up", () => {
    const arms = [
      { posts: 4, reward: 0.005, successes: 20, trials: 4000 },
      { posts: 4, reward: 0.0136, successes: 68, trials: 5000 },
      { posts: 4, reward: 0.0119, successes: 119, trials: 10_000 },
    ];
    expect(explain(arms)).toBe(
      "Chose B: 13.6 clicks per 1,000 views, 1.7 more than C, the runner-up.",
    );
    expect(explain(arms, "engagement")).toContain("13.6 interactions per 1,000 views");
  });

  it("speaks of views a post when reach is the goal", () => {
    const arms = [
      { posts: 2, reward: 0.6, successes: 2480, trials: 2 },
      { posts: 2, reward: 0.5, successes: 2000, trials: 2 },
    ];
    expect(explain(arms, "reach")).toBe(
      "Chose A: 1,240 views a post, 240 more than B, the runner-up.",
    );
  });

  it("says that it explores, and whose result is the least certain", () => {
    const arms = [
      { posts: 5, reward: 0.3 },
      { posts: 5, reward: 0.35 },
      { posts: 2, reward: 0.1 },
    ];
    expect(explain(arms)).toBe(
      "Chose C to learn: it had 2 posts, the others 5 or more, so its result is the least certain.",
    );
  });

  it("names both where there are two, and claims no least among equals", () => {
    expect(
      explain([
        { posts: 6, reward: 0.35 },
        { posts: 2, reward: 0.1 },
      ]),
    ).toBe("Chose B to learn: it had 2 posts, A 6, so its result is the less certain.");
    const equals = [
      { posts: 2, reward: 0.5 },
      { posts: 1, reward: 0.1 },
      { posts: 1, reward: 0.05 },
    ];
    expect(explain(equals)).toBe(
      "Chose B to learn: after 1 post its result is still uncertain, and it may turn out better than A's.",
    );
  });

  it("does not claim a lead that the rates do not show", () => {
    const arms = [
      { posts: 2, reward: 0.02, successes: 30, trials: 2000 },
      { posts: 2, reward: 0.01, successes: 40, trials: 2000 },
    ];
    expect(explain(arms)).toBe("Chose A: its average post has 20 clicks per 1,000 views, B's 10.");
    const level = { posts: 2, reward: 0.01, successes: 10, trials: 1000 };
    expect(explain([level, level])).toBe("Chose A: 10 clicks per 1,000 views, level with B.");
  });

  it("handles a single variant and results that are not in", () => {
    expect(explain([{ posts: 1, reward: 0.1 }])).toContain("the only variant");
    expect(explain([{ pending: 1 }, { pending: 1 }])).toContain("no variant has results yet");
  });
});
