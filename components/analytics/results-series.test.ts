import { expect, it } from "vitest";
import {
  marksBySteps,
  stepInWords,
  tickInWords,
  toPoints,
} from "@/components/analytics/results-series";

const point = (at: string, views: number) => ({
  ...{ at, views, engagements: 0, clicks: 0, conversions: 0 },
  shares: { engagement: { part: 0, base: views }, ctr: { part: 0, base: views } },
});
const mark = (postId: string, at: string) => ({
  postId,
  at,
  platform: "x" as const,
  title: postId,
});

it("adds up what came in, corrections too", () => {
  const series = [point("2026-03-01T00:00:00Z", 5), point("2026-03-02T00:00:00Z", -2)];
  expect(toPoints(series, "views", "rate").map(({ value }) => value)).toEqual([5, -2]);
  expect(toPoints(series, "views", "sum").map(({ value }) => value)).toEqual([5, 3]);
});

it("puts each post to the step of time that it went out in", () => {
  const points = [0, 10, 20].map((minute) => ({ at: minute * 60_000 }));
  const at = (minute: number) => new Date(minute * 60_000).toISOString();
  const steps = marksBySteps(points, [mark("d", at(99)), mark("a", at(0)), mark("b", at(10))]);
  expect([...steps].map(([place, marks]) => [place, marks.map(({ postId }) => postId)])).toEqual([
    [0, ["a"]],
    [1, ["b"]],
    [2, ["d"]],
  ]);
});

it("says times in the zone, days where they begin", () => {
  const midnight = Date.parse("2026-02-28T18:15:00Z");
  const zone = "Asia/Kathmandu";
  expect(stepInWords(midnight, zone, "day")).toBe("Sun 1 Mar");
  expect(stepInWords(midnight, zone, "hour")).toBe("Sun 1 Mar 00:00");
  expect(tickInWords(midnight, zone, "hour")).toBe("1 Mar");
  expect(tickInWords(midnight + 3_600_000, zone, "hour")).toBe("01:00");
});
