import { expect, it } from "vitest";
import { observeWeek, type WeekPost } from "@/lib/domain/best-time/observe-week";
import { weekSlotOf } from "@/lib/domain/best-time/week-slot";

const post = (more: Partial<WeekPost> = {}): WeekPost => ({
  ...{ publishedAt: new Date("2026-03-02T09:30:00Z"), campaignId: "one" },
  ...{ views: 1000, interactions: 20, clicks: null, ...more },
});

it("names the hour of the week on the zone's clock", () => {
  const monday = new Date("2026-03-02T00:30:00Z");
  expect(weekSlotOf(monday, "UTC")).toBe(0);
  expect(weekSlotOf(monday, "America/New_York")).toBe(6 * 24 + 19);
  expect(weekSlotOf(new Date("2026-07-05T22:30:00Z"), "Europe/Berlin")).toBe(0);
  expect(weekSlotOf(new Date("1969-12-31T23:00:00Z"), "UTC")).toBe(2 * 24 + 23);
});

it("compares events with what the views let expect", () => {
  const rows = observeWeek(
    [post({ interactions: 30 }), post({ interactions: 10 })],
    "engagement",
    "UTC",
  );
  // 40 of 2000 views: 20 are expected of each; the median lies between both.
  const [high, low] = [Math.log(31 / 21), Math.log(11 / 21)];
  expect(rows.map(({ y }) => y)).toEqual([
    expect.closeTo((high - low) / 2, 9),
    expect.closeTo((low - high) / 2, 9),
  ]);
  expect(rows[0]).toMatchObject({ variance: 1 / 21, slot: 9, group: "one" });
});

it("leaves out what was not measured, and lets no hit count for more than it can", () => {
  expect(observeWeek([post()], "ctr", "UTC")).toEqual([]);
  expect(observeWeek([post({ views: 0 })], "engagement", "UTC")).toEqual([]);
  expect(observeWeek([post({ views: null })], "reach", "UTC")).toEqual([]);
  const views = [900, 950, 1000, 1050, 1100, 100_000];
  const rows = observeWeek(
    views.map((count) => post({ views: count })),
    "reach",
    "UTC",
  );
  const ys = rows.map(({ y }) => y);
  expect(Math.max(...ys)).toBeLessThan(1);
  expect(Math.max(...ys)).toBe(ys.at(-1));
});
