import { describe, expect, it } from "vitest";
import { groundOf, inCell, shadeOf, shadeStarts, toWeek } from "@/components/analytics/heat-scale";

const cell = (weekday: number, hour: number, views: number) => ({
  ...{ weekday, hour, views, posts: 0, engagements: 0, clicks: 0 },
  dates: { views: 1, engagements: 0, clicks: 0 },
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
    expect(shadeStarts(2500)).toEqual([1, 100, 400, 900, 1600]);
    expect(shadeStarts(0)).toEqual([]);
  });
});

describe("shadeOf", () => {
  it("gives the most the strongest shade and nothing none", () => {
    for (const most of [1, 2, 10, 4900]) {
      expect(shadeOf(most, shadeStarts(most))).toBe(5);
      expect(shadeOf(0, shadeStarts(most))).toBe(0);
      expect(shadeOf(-3, shadeStarts(most))).toBe(0);
    }
  });
});

describe("a cell", () => {
  it("has a ground of its own for each shade", () => {
    expect(new Set([0, 1, 2, 3, 4, 5].map(groundOf)).size).toBe(6);
  });

  it.each([
    ...([
      [0, "0"],
      [7, "7"],
      [999, "999"],
      [1000, "1k"],
      [1249, "1.2k"],
    ] as const),
    ...([
      [9960, "10k"],
      [38_400, "38k"],
      [999_600, "1M"],
      [2_100_000, "2.1M"],
    ] as const),
  ])("writes %d as %s", (value, words) => {
    expect(inCell(value)).toBe(words);
  });
});
