import { describe, expect, it } from "vitest";
import { timeTicks } from "@/components/analytics/chart-ticks";

const dayMs = 86_400_000;
const days = (from: string, count: number) =>
  Array.from({ length: count }, (_, index) => Date.parse(from) + index * dayMs);
const labels = (...args: Parameters<typeof timeTicks>) =>
  timeTicks(...args).map(({ label }) => label);

describe("timeTicks", () => {
  it("names each of few days, Mondays of some weeks, and months of a year", () => {
    expect(labels(days("2026-11-23T00:00:00Z", 3), "UTC", "day")).toEqual([
      ...["23 Nov", "24 Nov", "25 Nov"],
    ]);
    expect(labels(days("2026-11-03T00:00:00Z", 28), "UTC", "day")).toEqual([
      ...["9 Nov", "16 Nov", "23 Nov", "30 Nov"],
    ]);
    expect(labels(days("2026-11-03T00:00:00Z", 120), "UTC", "day")).toEqual([
      ...["Dec", "Jan 2027", "Feb", "Mar"],
    ]);
  });

  it("names midnights by their day, in the zone", () => {
    const hours = Array.from(
      { length: 48 },
      (_, h) => Date.parse("2026-11-23T18:15:00Z") + h * 3_600_000,
    );
    expect(labels(hours, "Asia/Kathmandu", "hour")).toEqual(["24 Nov", "25 Nov"]);
  });

  it("falls back to every step where no two are round", () => {
    expect(labels([Date.parse("2026-11-23T10:15:00Z")], "UTC", "quarter")).toEqual(["10:15"]);
  });
});
