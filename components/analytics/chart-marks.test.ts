import { expect, it } from "vitest";
import { groupMarks } from "./chart-marks";
import { linear } from "./chart-scale";

const toX = linear([0, 1000], [0, 1000]);
const mark = (at: number, platform: string) => ({ at, platform, out: true });
const one = (at: number) => ({ from: at, to: at, platforms: ["x"], count: 1, out: true });

it("puts posts of one instant side by side, with their number", () => {
  const marks = [mark(500, "x"), mark(100, "x"), mark(500, "blog"), mark(500, "x")];
  expect(groupMarks(marks, toX, 1000)).toEqual([
    one(100),
    { from: 500, to: 500, platforms: ["x", "blog"], count: 3, out: true },
  ]);
});

it("joins those that would touch, also where the edge pushes them together", () => {
  expect(groupMarks([mark(100, "x"), mark(121, "x")], toX, 1000)).toMatchObject([
    { from: 100, to: 121, count: 2 },
  ]);
  expect(groupMarks([mark(100, "x"), mark(124, "x")], toX, 1000)).toEqual([one(100), one(124)]);
  expect(groupMarks([mark(964, "x"), mark(1000, "x")], toX, 1000)).toHaveLength(2);
  expect(groupMarks([mark(975, "x"), mark(1000, "x")], toX, 1000)).toHaveLength(1);
});
