import { describe, expect, it } from "vitest";
import {
  ageInWords,
  ageTicks,
  atAges,
  fromAxis,
  standingOf,
  toAxis,
  usualAt,
  usualUntil,
} from "@/components/analytics/post-age";

const usual = [
  { ageHours: 0, middle: 0, low: 0, high: 0 },
  { ageHours: 10, middle: 100, low: 50, high: 200 },
];
const at = (ageHours: number, views: number) => ({ ageHours, views, engagements: 0, clicks: 0 });

describe("usualAt", () => {
  it("lies on the line between two ages and claims nothing beyond the last", () => {
    expect(usualAt(usual, 5)).toEqual({ ageHours: 5, middle: 50, low: 25, high: 100 });
    expect(usualAt(usual, 10)?.middle).toBe(100);
    expect(usualAt(usual, 11)).toBeNull();
    expect(usualAt([], 1)).toBeNull();
  });
});

describe("standingOf", () => {
  it("compares with the band at the post's own age", () => {
    expect(standingOf({ points: [at(5, 101)], usual })?.standing).toBe("above");
    expect(standingOf({ points: [at(5, 100)], usual })?.standing).toBe("within");
    expect(standingOf({ points: [at(5, 24)], usual })?.standing).toBe("below");
  });

  it("says nothing without a curve, without points, or past its end", () => {
    expect(standingOf({ points: [at(5, 10)], usual: null })).toBeNull();
    expect(standingOf({ points: [], usual })).toBeNull();
    expect(standingOf({ points: [at(50, 10)], usual })).toBeNull();
  });
});

describe("ages", () => {
  it("are written as people say them", () => {
    expect([0.25, 1, 6, 47, 48, 240].map(ageInWords)).toEqual([
      "15 minutes",
      "1 hour",
      "6 hours",
      "47 hours",
      "2 days",
      "10 days",
    ]);
  });

  it("are written evenly at first, and by days once hours lie closer", () => {
    const labels = (most: number) => ageTicks(most).map(({ label }) => label);
    expect(labels(30)).toEqual(["Out", "6 h", "12 h", "18 h", "24 h", "30 h"]);
    expect(labels(72)).toEqual(["Out", "12 h", "1 d", "36 h", "2 d", "60 h", "3 d"]);
    expect(labels(720)).toEqual(["Out", "1 d", "3 d", "7 d", "14 d", "21 d", "30 d"]);
    expect(labels(0.5)).toEqual(["Out"]);
  });

  it("come back from the axis as they went", () => {
    expect(fromAxis(toAxis(144, true), true)).toBeCloseTo(144);
    expect(toAxis(144, false)).toBe(144);
  });
});

describe("usualUntil", () => {
  it("ends where the drawing ends", () => {
    expect(usualUntil(usual, 5).map(({ ageHours }) => ageHours)).toEqual([0, 5]);
    expect(usualUntil(usual, 50)).toEqual(usual);
  });
});

describe("atAges", () => {
  it("keeps the last count by each age, once, and the latest", () => {
    const points = [at(0.25, 3), at(0.75, 5), at(2, 9), at(2.5, 11), at(9, 20)];
    expect(atAges(points).map(({ views }) => views)).toEqual([5, 11, 20]);
    expect(atAges([])).toEqual([]);
  });
});
