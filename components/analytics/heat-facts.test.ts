import { describe, expect, it } from "vitest";
import { heatFacts, timesSeen } from "@/components/analytics/heat-facts";
import { toWeek } from "@/components/analytics/heat-scale";

const cell = (weekday: number, hour: number, views: number, posts = 0, dates = 3) => ({
  ...{ weekday, hour, views, posts, engagements: 0, clicks: 0 },
  dates: { views: dates, engagements: 0, clicks: 0 },
});

describe("heatFacts", () => {
  it("finds the hour with most, and does not call a handful a pattern", () => {
    const few = heatFacts(toWeek([cell(2, 18, 30, 2), cell(3, 9, 10, 1)]), "views", 4);
    expect(few).toEqual({
      ...{ total: 40, posts: 3, isEnough: false, isHabit: false },
      peak: { slot: 42, value: 30, share: 0.75, dates: 3 },
    });
    const many = toWeek([cell(2, 18, 900, 12)]);
    expect([null, 4, 1].map((least) => heatFacts(many, "views", least).isEnough)).toEqual([
      false,
      true,
      false,
    ]);
    expect(heatFacts(toWeek([]), "clicks", 4).peak).toBeNull();
  });

  it("calls an hour a habit only where it had most on three dates", () => {
    const on = (dates: number) =>
      heatFacts(toWeek([cell(2, 18, 900, 12, dates)]), "views", 4).isHabit;
    expect([1, 2, 3].map(on)).toEqual([false, false, true]);
  });
});

describe("timesSeen", () => {
  const to = "2026-11-23T12:00:00Z";
  const seen = (from: string | null, timeZone = "UTC") => timesSeen({ from, to, timeZone });

  it("knows which hours a short window holds, on the zone's own clock", () => {
    const day = seen("2026-11-23T09:30:00Z", "Asia/Kolkata");
    // 15:00 to 17:30 on a Monday in India.
    expect(day?.seen.flatMap((isSeen, slot) => (isSeen ? slot : []))).toEqual([15, 16, 17]);
    expect(day?.least).toBe(0);
  });

  it("counts whole weeks, and claims nothing where no post went out", () => {
    const month = seen("2026-10-26T12:00:00Z");
    expect(month?.least).toBe(4);
    expect(month?.seen.every(Boolean)).toBe(true);
    expect(seen(null)).toBeNull();
  });
});
