import { describe, expect, it } from "vitest";
import { armFigures } from "./arm-figures";
import { armsFinding, compareArms, leadWords } from "./compare-arms";

/** Posts of 1,000 views each with these clicks. */
function arms(...clicksByPost: number[][]) {
  const ids = "ABCDEFGH".slice(0, clicksByPost.length).split("");
  const posts = clicksByPost.flatMap((all, i) =>
    all.map((clicks) => ({ armId: ids[i] ?? "", counts: { views: 1000, clicks } })),
  );
  const stats = clicksByPost.map((all, i) => {
    const successes = all.reduce((a, b) => a + b, 0);
    const trials = all.length * 1000;
    const reward = trials > 0 ? successes / trials : 0;
    return { armId: ids[i] ?? "", posts: all.length, pending: 0, reward, successes, trials };
  });
  return armFigures("ctr", stats, posts).map((arm) => ({ ...arm, letter: arm.armId }));
}

const say = (given: ReturnType<typeof arms>) => {
  const { marked, rest } = leadWords("ctr", given, compareArms("ctr", given));
  return `${marked ?? ""}${rest}`;
};

describe("compareArms", () => {
  it("waits for two variants with three posts each", () => {
    const early = arms([20, 20, 20], [5, 5]);
    expect(compareArms("ctr", early).state).toBe("early");
    expect(say(early)).toBe(
      "Nothing to compare yet. Bandwagon needs two variants with three posts each.",
    );
  });

  it("says who leads, and that it is not proven", () => {
    const close = arms([12, 10, 11], [14, 13, 15]);
    expect(compareArms("ctr", close)).toEqual({ state: "leads", leader: "B", runnerUp: "A" });
    expect(say(close)).toBe("B leads with 14 clicks per 1,000 views. A has 11: not proven yet.");
    expect(armsFinding(close, compareArms("ctr", close))).toBe("B leads, A could still catch up");
  });

  it("claims a lead only when its range is clear of every other", () => {
    const far = arms([10, 10, 10, 10, 10, 10], [60, 60, 60, 60, 60, 60]);
    expect(compareArms("ctr", far).state).toBe("clear");
    expect(say(far)).toContain("B earns 500% more clicks than A");
    const withNewcomer = arms([10, 10, 10, 10, 10, 10], [60, 60, 60, 60, 60, 60], [30]);
    expect(compareArms("ctr", withNewcomer).state).toBe("leads");
  });

  it("does not take one post for a thousand independent trials", () => {
    const [arm] = arms([10]);
    expect(arm?.rate).toBe(0.01);
    expect(arm?.interval?.low).toBeLessThan(0.006);
    expect(arm?.interval?.high).toBeGreaterThan(0.016);
  });

  it("calls equal rates level", () => {
    expect(say(arms([10, 10, 10], [10, 10, 10]))).toBe(
      "A and B are level at 10 clicks per 1,000 views.",
    );
  });

  it("needs two posts before it gives a range of views a post", () => {
    const posts = [1000, 2000].map((views) => ({ armId: "A", counts: { views } }));
    const stats = { armId: "A", pending: 0, reward: 0.5 };
    const one = armFigures(
      "reach",
      [{ ...stats, posts: 1, successes: 1000, trials: 1 }],
      posts.slice(0, 1),
    );
    expect(one[0]).toMatchObject({ rate: 1000, interval: null });
    const two = armFigures("reach", [{ ...stats, posts: 2, successes: 3000, trials: 2 }], posts);
    expect(two[0]?.rate).toBe(1500);
    expect(two[0]?.interval?.low).toBe(0);
    expect(two[0]?.interval?.high).toBeCloseTo(1500 + 6.314 * 500);
  });
});
