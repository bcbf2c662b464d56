import { describe, expect, it } from "vitest";
import {
  heatFacts,
  shadeOf,
  shadeStarts,
  timesSeen,
  toWeek,
} from "@/components/analytics/heat-scale";

const cell = (weekday: number, hour: number, views: number, posts = 0) => ({
  ...{ weekday, hour, views, posts },
  engagements: 0,
  clicks: 0,
});

describe("toWeek", () => {
  it("puts Monday's first hour first and Sunday's last hour last", () => {
    const week = toWeek([cell(1, 0, 5), cell(7, 23, 9)]);
    expect(week).toHaveLength(168);
    expect([week[0]?.views, week[1], week[167]?.views]).toEqual([5, null, 9]);
  });
});

describe("shadeStarts", () => {
  it("rises, begins at one and ends at or below the most", () => {
    for (const most of [1, 2, 3, 10, 99, 1234, 5_000_000]) {
      const starts = shadeStarts(most);
      expect(starts[0]).toBe(1);
      expect(starts).toEqual([...new Set(starts)].toSorted((a, b) => a - b));
      expect(starts.at(-1)).toBeLessThanOrEqual(most);
    }
    expect(shadeStarts(4900)).toEqual([1, 100, 400, 900, 1600, 2500, 3600]);
    expect(shadeStarts(0)).toEqual([]);
  });
});

describe("shadeOf", () => {
  it("gives the most the strongest shade and nothing none", () => {
    for (const most of [1, 2, 10, 4900]) {
      expect(shadeOf(most, shadeStarts(most))).toBe(7);
      expect(shadeOf(0, shadeStarts(most))).toBe(0);
      expect(shadeOf(-3, shadeStarts(most))).toBe(0);
    }
  });
});

describe("heatFacts", () => {
  it("finds the hour with most, and does not call a handful a pattern", () => {
    const few = heatFacts(toWeek([cell(2, 18, 30, 2), cell(3, 9, 10, 1)]), "views", 4);
    expect(few).toEqual({
      total: 40,
      posts: 3,
      peak: { slot: 42, value: 30, share: 0.75 },
      isEnough: false,
    });
    const many = toWeek([cell(2, 18, 900, 12)]);
    expect([null, 4, 1].map((least) => heatFacts(many, "views", least).isEnough)).toEqual([
      false,
      true,
      false,
    ]);
    expect(heatFacts(toWeek([]), "clicks", 4).peak).toBeNull();
  });
});

describe("timesSeen", () => {
  const to = Date.parse("2026-11-23T12:00:00Z");

  it("knows which hours a short window holds, on the zone's own clock", () => {
    const day = timesSeen({ from: "2026-11-23T09:30:00Z", to }, "Asia/Kolkata");
    // 15:00 to 17:30 on a Monday in India.
    expect(day?.seen.flatMap((isSeen, slot) => (isSeen ? slot : []))).toEqual([15, 16, 17]);
    expect(day?.least).toBe(0);
  });

  it("counts whole weeks, and claims nothing of a window without a start", () => {
    const month = timesSeen({ from: "2026-10-26T12:00:00Z", to }, "UTC");
    expect(month?.least).toBe(4);
    expect(month?.seen.every(Boolean)).toBe(true);
    expect(timesSeen({ from: undefined, to }, "UTC")).toBeNull();
  });
});
