import { describe, expect, it } from "vitest";
import { drawnSeries, endOf, readPoints, stepInView } from "@/components/analytics/drawn-series";
import type { SeriesPoint } from "@/lib/contracts/analytics";

const nothing = { part: 0, base: 0 };
const dayMs = 86_400_000;
const monday = Date.parse("2026-11-16T00:00:00Z");

const point = (at: number, views: number): SeriesPoint => ({
  at: new Date(at).toISOString(),
  ...{ views, engagements: 0, clicks: 0, conversions: 0 },
  shares: { engagement: nothing, ctr: nothing },
});
const days = (count: number, from = monday) =>
  Array.from({ length: count }, (_, index) => point(from + index * dayMs, index));

function summary(points: SeriesPoint[], bucket: "day" | "hour" | "week" = "day") {
  return {
    ...{ series: { bucket, points }, timeZone: "UTC", from: points[0]?.at ?? null },
    ...{ to: "2026-11-25T12:15:00Z", now: "2026-11-25T12:01:00Z" },
    freshAt: "2026-11-25T11:50:00Z",
  };
}

describe("the series as it is drawn", () => {
  it("is of weeks where days would be hairlines, sooner where there is less room", () => {
    const of = (count: number, width: number, mode: "rate" | "sum" = "rate") =>
      drawnSeries(summary(days(count)), mode, width);
    expect([of(120, 800).bucket, of(365, 800).bucket]).toEqual(["day", "week"]);
    expect([of(28, 358).bucket, of(90, 358).bucket]).toEqual(["day", "week"]);
    expect([of(365, 800, "sum").bucket, of(365, 0).bucket]).toEqual(["day", "day"]);
    const sum = (points: SeriesPoint[]) => points.reduce((all, { views }) => all + views, 0);
    expect(sum(of(365, 800).points)).toBe(sum(days(365)));
  });

  it("ends with what was read, or told by others after it", () => {
    const three = [point(monday, 5), point(monday + dayMs, 0), point(monday + 2 * dayMs, 0)];
    const until = (freshAt: string | null, points = three) => readPoints(points, freshAt).length;
    expect(until("2026-11-17T09:00:00Z")).toBe(2);
    expect(until("2026-11-30T09:00:00Z")).toBe(3);
    expect([until(null), until(null, three.slice(1))]).toEqual([1, 0]);
    expect(until("2026-11-16T09:00:00Z", [...three, point(monday + 3 * dayMs, 1)])).toBe(4);
  });
});

it("says how much of a week is in view", () => {
  const weeks = { ...summary([point(monday, 5)], "week"), from: "2026-11-18T00:00:00Z" };
  expect(stepInView(monday, weeks)).toBe("Week from Mon 16 Nov, its last 5 days only");
  expect(stepInView(monday + 7 * dayMs, weeks)).toBe("Week from Mon 23 Nov, so far");
  expect(stepInView(monday, summary(days(3)))).toBe("Mon 16 Nov");
});

it("says at the end whether there is more to come, or to be read", () => {
  const running = summary(days(10));
  expect(endOf(monday + 9 * dayMs, running)).toEqual({ isOpen: true, note: "25 Nov so far" });
  const stale = { ...running, freshAt: "2026-11-24T09:30:00Z" };
  expect(endOf(monday + 8 * dayMs, stale)).toEqual({
    ...{ isOpen: true, note: "24 Nov, read until 09:30" },
  });
  const over = { ...running, to: "2026-11-25T00:00:00Z" };
  expect(endOf(monday + 8 * dayMs, over)).toEqual({ isOpen: false, note: "24 Nov" });
  const weeks = summary([point(monday, 5), point(monday + 7 * dayMs, 1)], "week");
  expect(endOf(monday + 7 * dayMs, weeks).note).toBe("this week so far");
  expect(endOf(monday, { ...weeks, freshAt: "2026-11-18T09:30:00Z" }).note).toBe(
    "week of 16 Nov, read until Wed 09:30",
  );
});
