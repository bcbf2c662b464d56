import { describe, expect, it } from "vitest";
import { toSpark } from "@/components/analytics/kpi-spark";

const nothing = { part: 0, base: 0 };

/** One point a day; the posts in steps of as many days as the server joins. */
function summary(views: number[], posts: number[], part = 1) {
  const points = views.map((count, day) => ({
    at: `day ${day}`,
    ...{ views: count, engagements: 0, clicks: 0, conversions: 0 },
    shares: { engagement: count > 0 ? { part, base: count } : nothing, ctr: nothing },
  }));
  return {
    kpis: [{ key: "posts" as const, value: 0, before: null, spark: posts }],
    ...{ now: "2026-03-08T12:00:00Z", to: "2026-03-08T12:00:00Z" },
    series: { bucket: "day" as const, points },
  };
}

describe("toSpark", () => {
  it("keeps few days as they are, the running one open", () => {
    const week = summary([0, 4, 0, 8, 0, 0, 2], [0, 1, 0, 1, 0, 0, 0]);
    expect(toSpark(week, "views")).toEqual({
      ...{ values: [0, 4, 0, 8, 0, 0, 2], shape: "bars", isLastOpen: true },
    });
    expect(toSpark(week, "posts")?.values).toEqual([0, 1, 0, 1, 0, 0, 0]);
    expect(toSpark({ ...week, to: "2026-03-08T00:00:00Z" }, "views")?.isLastOpen).toBe(false);
  });

  it("adds many days up to a few steps, the same for every figure", () => {
    const days = summary(Array(28).fill(1), [...Array(27).fill(0), 3]);
    expect(toSpark(days, "views")?.values).toEqual(Array(14).fill(2));
    expect(toSpark(days, "posts")?.values).toEqual([...Array(13).fill(0), 3]);
    const year = summary(Array(365).fill(1), Array(29).fill(1));
    expect(toSpark(year, "views")?.values).toEqual([...Array(14).fill(26), 1]);
    expect(toSpark(year, "posts")?.values).toEqual([...Array(14).fill(2), 1]);
  });

  it("leaves a gap where there is nothing to divide by", () => {
    expect(toSpark(summary([0, 4, 2], [0, 0, 0]), "engagementRate")).toMatchObject({
      ...{ values: [null, 0.25, 0.5], shape: "line" },
    });
  });

  it("is nothing where nothing came in", () => {
    expect(toSpark(summary([0, 0, 0], [0, 0, 0]), "views")).toBeNull();
    expect(toSpark(summary([5], [1]), "views")).toBeNull();
  });
});
