import { expect, it } from "vitest";
import { catalog } from "@/lib/platforms/catalog";
import { PLATFORMS } from "@/lib/platforms/platform";
import { nextPullAt } from "./next-pull";

const out = new Date("2026-03-02T09:00:00Z");
const after = (hours: number) => new Date(out.getTime() + hours * 3_600_000);

it("reads a post after minutes, then after hours, then after days", () => {
  expect(nextPullAt("bluesky", out, out)).toEqual(after(0.25));
  expect(nextPullAt("bluesky", out, after(0.26))).toEqual(after(0.5));
  expect(nextPullAt("bluesky", out, after(4))).toEqual(after(6));
  expect(nextPullAt("bluesky", out, after(200))).toEqual(after(336));
  expect(nextPullAt("bluesky", out, after(721))).toBeNull();
});

it("reads less often where each reading costs", () => {
  const readings = (cost: boolean) =>
    PLATFORMS.map((platform) => catalog[platform].pull)
      .filter(({ costPerPostUsd }) => (costPerPostUsd !== null) === cost)
      .map(({ scheduleHours }) => scheduleHours.length);
  expect(Math.max(...readings(true))).toBeLessThan(Math.max(...readings(false)));
});

it("leaves out a reading right after one that an event asked for", () => {
  expect(nextPullAt("x", out, after(2.9))).toEqual(after(8));
  expect(nextPullAt("x", out, after(1.01))).toEqual(after(3));
});
