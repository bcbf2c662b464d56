import { describe, expect, it } from "vitest";
import { type Counts, deltas, engagementRate, type Goal, rateInterval, sumCounts } from "./metrics";
import { ratioOf, shareOf } from "./rate-of";

describe("deltas", () => {
  it("takes a first observation whole", () => {
    expect(deltas(null, { views: 10, likes: 0, clicks: null })).toEqual({ views: 10 });
  });

  it("is signed and leaves unknown and unchanged counts out", () => {
    const previous = { views: 10, likes: 5, shares: 2, clicks: 1 };
    expect(deltas(previous, { views: 15, likes: 3, shares: 2, clicks: null })).toEqual({
      views: 5,
      likes: -2,
    });
  });

  it("adds up to the last observation", () => {
    const seen = [{ views: 3 }, { views: 9 }, { views: 7 }, { views: 12 }];
    const changes = seen.map((counts, i) => deltas(seen[i - 1] ?? null, counts));
    expect(sumCounts(changes).views).toBe(12);
  });
});

describe("sumCounts", () => {
  it("keeps unknown apart from zero", () => {
    const total = sumCounts([{ views: 1, likes: 0 }, { views: null }, { views: 2 }]);
    expect(total).toMatchObject({ views: 3, likes: 0, clicks: null });
  });
});

describe("rates", () => {
  const totals = {
    posts: 4,
    views: 1000,
    likes: 10,
    comments: 5,
    shares: 3,
    clicks: 20,
    saves: null,
    conversions: 99,
  };

  const rate = (goal: Goal, ...groups: (Partial<Counts> & { posts: number })[]) =>
    ratioOf(
      shareOf(
        goal,
        groups.map(({ posts, ...counts }) => ({ posts, counts })),
      ),
    );

  it("measures each goal by its own rate", () => {
    expect(rate("reach", totals)).toBe(250);
    expect(rate("ctr", totals)).toBe(0.02);
    expect(rate("engagement", totals)).toBe(0.038);
  });

  it("leaves out of a rate who can't tell one of its sides", () => {
    const unseen = { posts: 3, views: null, clicks: 900, likes: 4 };
    for (const goal of ["reach", "ctr", "engagement"] as const) {
      expect(rate(goal, totals, unseen)).toBe(rate(goal, totals));
      expect(rate(goal, unseen)).toBeNull();
    }
    const unclicked = { posts: 1, views: 5000, clicks: null, likes: 10 };
    expect(rate("ctr", totals, unclicked)).toBe(0.02);
    expect(rate("engagement", totals, unclicked)).toBe(48 / 6000);
  });

  it("has no rate without views or posts", () => {
    expect(engagementRate({ likes: 3 })).toBeNull();
    expect(rate("ctr", { posts: 1, views: 0, clicks: 2 })).toBeNull();
    expect(rate("reach", { posts: 0, views: 0 })).toBeNull();
  });
});

describe("rateInterval", () => {
  it("matches a published Wilson interval: 15 of 148 at 95%", () => {
    const { low, high } = rateInterval(15, 148, 0.95);
    expect(low).toBeCloseTo(0.0624, 4);
    expect(high).toBeCloseTo(0.1605, 4);
  });

  it("contains the rate, narrows with trials and stays within [0, 1]", () => {
    const few = rateInterval(1, 10, 0.9);
    const many = rateInterval(100, 1000, 0.9);
    expect(few.low).toBeLessThan(0.1);
    expect(few.high - few.low).toBeGreaterThan(many.high - many.low);
    expect(rateInterval(0, 10).low).toBe(0);
    expect(rateInterval(12, 10).high).toBe(1);
    expect(rateInterval(0, 0)).toEqual({ low: 0, high: 1 });
  });
});
