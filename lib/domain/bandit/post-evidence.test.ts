import { describe, expect, it } from "vitest";
import { arrivedShare } from "../arrival-curve";
import { type AccountPost, fitAccountBaseline } from "./account-baseline";
import { DEFAULT_WEIGHTS, WEIGHT_PRESETS } from "./engagement-weights";
import { DEFAULT_PRIORS, toPlatformPrior } from "./platform-prior";
import { type CountedPost, pointsPerEvent, toPostEvidence } from "./post-evidence";
import { fallbackWords, rewardKindOf, rewardWords } from "./reward-kind";

const none = { views: 0, likes: 0, comments: 0, shares: 0, clicks: 0, saves: 0, conversions: 0 };
const post = (counts: Partial<typeof none>, more: Partial<CountedPost> = {}): CountedPost => ({
  ...{ accountId: "one", ageHours: 48, publishedHour: 9, ...more },
  counts: { ...none, ...counts },
});
const terms = { weights: DEFAULT_WEIGHTS, pointsPerEvent: 1, baseline: null };

describe("what a post says", () => {
  it("is clicks for each view, from the same reading", () => {
    const found = toPostEvidence(post({ views: 200, clicks: 5 }), { ...terms, kind: "ctr" });
    expect(found).toEqual({ exposure: 200, successes: 5 });
    const odd = toPostEvidence(post({ views: 2, clicks: 5 }), { ...terms, kind: "ctr" });
    expect(odd.successes).toBe(2);
  });

  it("is weighted interactions for each view, in events that scatter like counts", () => {
    const posts = [post({ views: 1000, likes: 10 }), post({ views: 1000, shares: 4 })];
    const perEvent = pointsPerEvent(posts, DEFAULT_WEIGHTS);
    // (10·2² + 4·5²) / (10·2 + 4·5)
    expect(perEvent).toBeCloseTo(3.5, 12);
    const found = posts.map((each) =>
      toPostEvidence(each, { ...terms, kind: "engagement", pointsPerEvent: perEvent }),
    );
    expect(found[0]).toEqual(found[1]);
    expect(found[0]?.successes).toBeCloseTo(20 / 3.5, 12);
  });

  it("leaves views out by default, and lets the classic preset count them", () => {
    const seen = post({ views: 1000 });
    const kind = "engagement" as const;
    expect(toPostEvidence(seen, { ...terms, kind }).successes).toBe(0);
    const weights = WEIGHT_PRESETS.find(({ key }) => key === "classic")?.weights ?? DEFAULT_WEIGHTS;
    expect(toPostEvidence(seen, { ...terms, kind, weights }).successes).toBe(1000);
  });

  it("is reach against the account's own baseline at the same age, from its first day on", () => {
    const history: AccountPost[] = Array.from({ length: 40 }, (_, i) => ({
      ...{ accountId: "one", got: 500, ageHours: 72, publishedHour: i * 5 },
    }));
    const baseline = fitAccountBaseline(history);
    const judge = (views: number, ageHours: number) =>
      toPostEvidence(post({ views }, { ageHours }), { ...terms, kind: "reach", baseline });
    const usual = judge(500, 48);
    expect(usual.successes / usual.exposure).toBeCloseTo(1, 1);
    const young = judge(500 * arrivedShare(30), 30);
    expect(young.successes / young.exposure).toBeCloseTo(usual.successes / usual.exposure, 6);
    expect(judge(400, 5)).toEqual({ exposure: 0, successes: 0 });
  });
});

describe("an account's baseline", () => {
  it("keeps accounts apart, and leans on all where one has few posts", () => {
    const of = (accountId: string, got: number, count: number): AccountPost[] =>
      Array.from({ length: count }, () => ({ accountId, got, ageHours: 50, publishedHour: 9 }));
    const baseline = fitAccountBaseline([...of("big", 10_000, 30), ...of("small", 100, 30)]);
    expect(baseline?.expected("big", 9)).toBeGreaterThan(7000);
    expect(baseline?.expected("small", 9)).toBeLessThan(160);
    const unknown = baseline?.expected("new", 9) ?? 0;
    expect(unknown).toBeGreaterThan(500);
    expect(unknown).toBeLessThan(2000);
  });

  it("believes an hour only after many posts, and knows nothing before the first day", () => {
    const at = (publishedHour: number, got: number, count: number): AccountPost[] =>
      Array.from({ length: count }, () => ({ accountId: "one", got, ageHours: 60, publishedHour }));
    const ratio = (count: number) => {
      const baseline = fitAccountBaseline([...at(9, 400, count), ...at(21, 100, count)]);
      return (baseline?.expected("one", 9) ?? 0) / (baseline?.expected("one", 21) ?? 1);
    };
    expect(ratio(3)).toBeLessThan(1.1);
    expect(ratio(300)).toBeGreaterThan(2.5);
    expect(
      fitAccountBaseline([{ accountId: "one", got: 9, ageHours: 3, publishedHour: 0 }]),
    ).toBeNull();
  });

  it("expects what has arrived, all of it after two days", () => {
    expect([0, 6, 24, 48, 500].map(arrivedShare)).toEqual([0, 0.194, 0.7, 1, 1]);
  });
});

describe("what stands in where a platform can't tell", () => {
  const told =
    (...names: string[]) =>
    (name: string) =>
      names.includes(name);

  it("takes the goal where it is told, else what comes closest", () => {
    expect(rewardKindOf("ctr", told("views", "clicks"))).toBe("ctr");
    expect(rewardKindOf("ctr", told("views", "likes"))).toBe("engagement");
    expect(rewardKindOf("engagement", told("likes"))).toBe("responses");
    expect(rewardKindOf("reach", told("comments"))).toBe("responses");
    expect(rewardKindOf("engagement", told("views"))).toBe("reach");
    expect(rewardKindOf("ctr", told())).toBe("ctr");
  });

  it("says so, and how it is counted", () => {
    expect(fallbackWords("ctr", "ctr", "X")).toBeNull();
    expect(fallbackWords("ctr", "engagement", "Somewhere")).toBe(
      "Somewhere does not tell us clicks, so variants are compared by engagement for each view instead of clicks for each view.",
    );
    expect(fallbackWords("ctr", "engagement", "Somewhere", true)).toContain(
      "Nobody has reported clicks on Somewhere yet",
    );
    expect(rewardWords("engagement", DEFAULT_WEIGHTS)).toMatchObject({
      unit: "Engagement points per 1,000 views",
      words: expect.stringContaining("likes 2"),
    });
  });
});

describe("a workspace's prior", () => {
  it("is the documented default without a history, and moves with one", () => {
    expect(toPlatformPrior("ctr", []).rate).toBeCloseTo(DEFAULT_PRIORS.ctr.rate, 12);
    const campaign = { posts: 45, exposure: 45_000, successes: 1800 };
    const some = toPlatformPrior("ctr", [campaign]);
    const many = toPlatformPrior("ctr", Array(20).fill(campaign));
    expect(some.rate).toBeGreaterThan(DEFAULT_PRIORS.ctr.rate);
    expect(many.rate).toBeGreaterThan(some.rate);
    expect(many.rate).toBeLessThan(0.04);
    expect(many.logSd).toBeLessThan(DEFAULT_PRIORS.ctr.logSd);
  });

  it("leaves out campaigns without a single success", () => {
    const empty = { posts: 9, exposure: 900, successes: 0 };
    expect(toPlatformPrior("ctr", [empty])).toEqual(toPlatformPrior("ctr", []));
  });
});
