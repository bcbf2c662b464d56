import { expect, it } from "vitest";
import { bestStretch } from "@/lib/domain/best-time/best-stretch";
import type { SlotEstimate } from "@/lib/domain/best-time/fit-week";
import { WEEK_SLOTS } from "@/lib/domain/best-time/week-slot";
import { changeFigure, hourRange, timingSentence } from "@/lib/domain/best-time/words";

const open: SlotEstimate = { posts: 1, mean: 0, low: -0.1, high: 0.1, known: true, state: "open" };
const week = (better: readonly number[]) =>
  Array.from(
    { length: WEEK_SLOTS },
    (_, slot): SlotEstimate =>
      better.includes(slot) ? { ...open, mean: 0.1, low: 0.01, high: 0.2, state: "better" } : open,
  );

it("names the hours around the best one, and the days that share them", () => {
  expect(bestStretch(week([]))).toBeNull();
  expect(bestStretch(week([18, 19, 24 + 18, 24 + 19, 48 + 18]))).toMatchObject({
    ...{ weekdays: [0, 1], partly: [2], fromHour: 18, toHour: 20 },
  });
  expect(bestStretch(week([23, 24]))).toMatchObject({
    ...{ weekdays: [0], partly: [], fromHour: 23, toHour: 24 },
  });
  expect(bestStretch(week([24 + 18, 24 + 19]))?.best.slot).toBe(24 + 18);
});

it("writes changes as people read them", () => {
  expect(changeFigure(Math.log(1.12))).toBe("+12%");
  expect(changeFigure(-0.001)).toBe("0%");
  expect(changeFigure(Math.log(0.9))).toBe("−10%");
  expect(hourRange(23)).toBe("23:00–00:00");
});

it("says why a post has its time, and claims no more than is shown", () => {
  const estimate = { posts: 9, mean: 0.1, low: 0.02, high: 0.2 };
  expect(timingSentence({ kind: "best", estimate })).toContain("+11% (90% range +2% to +22%)");
  expect(timingSentence({ kind: "guess", estimate })).toContain("not proven");
  expect(timingSentence({ kind: "random", estimate: null })).toContain("one post in ten");
  expect(timingSentence({ kind: "own", estimate: null })).toContain("no hour of this account");
});
