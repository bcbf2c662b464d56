import { expect, it } from "vitest";
import {
  findingOf,
  marksBySteps,
  stepInWords,
  tickInWords,
  toPoints,
} from "@/components/analytics/results-series";
import { UNKNOWN_COUNTS } from "@/lib/domain/metrics";
import { rateOf } from "@/lib/domain/rate-of";
import type { Platform } from "@/lib/platforms/platform";

const point = (at: string, views: number) => ({
  ...{ at, views, engagements: 0, clicks: 0, conversions: 0 },
  shares: { engagement: { part: 0, base: views }, ctr: { part: 0, base: views } },
});
const told = (platform: Platform, views: number | null) => ({
  ...{ platform, posts: 1, counts: { ...UNKNOWN_COUNTS, views } },
  rate: rateOf("engagement", { part: 0, base: 0 }, null),
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
  const step = (bucket: "day" | "hour" | "week", now?: string) =>
    stepInWords(midnight, zone, bucket, now);
  expect(step("day", "2026-11-23T09:00:00Z")).toBe("Sun 1 Mar");
  expect(step("hour", "2026-11-23T09:00:00Z")).toBe("Sun 1 Mar 00:00");
  expect(step("hour", "2027-01-02T09:00:00Z")).toBe("Sun 1 Mar 2026 00:00");
  expect(step("week")).toBe("Week from Sun 1 Mar 2026");
  expect(tickInWords(midnight, zone, "day", "2027-01-02T09:00:00Z")).toBe("1 Mar 2026");
  expect(tickInWords(midnight, zone, "hour")).toBe("1 Mar");
  expect(tickInWords(midnight + 3_600_000, zone, "hour")).toBe("01:00");
});

it.each([
  [[], "No views were counted"],
  [[told("x", 0)], "No views were counted"],
  [[told("bluesky", null)], "No platform in view tells its views"],
  [[told("x", 1)], "1 view, all on X"],
  [[told("x", 610), told("bluesky", null)], "610 views, all on X; Bluesky tells none"],
  [[told("x", 610), told("youtube", 0)], "610 views, all on X"],
  [[told("x", 75), told("youtube", 25)], "X brought 75% of 100 views"],
  [
    [told("x", 75), told("youtube", 25), told("bluesky", null), told("wordpress", null)],
    "X brought 75% of 100 views; Bluesky and WordPress tell none",
  ],
  [[told("x", 50), told("youtube", 50)], "100 views, spread evenly over two platforms"],
])("says where the views came from, among those that tell: %#", (platforms, words) => {
  expect(findingOf({ platforms })).toBe(words);
});
