import { expect, it } from "vitest";
import { groupMarks } from "./chart-marks";
import { linear } from "./chart-scale";

const toX = linear([0, 1000], [0, 1000]);
const mark = (at: number, platform: string) => ({ at, platform, out: true });

it("puts posts of one instant side by side, with their number", () => {
  const marks = [mark(500, "x"), mark(100, "x"), mark(500, "blog"), mark(500, "x")];
  expect(groupMarks(marks, toX)).toEqual([
    { x: 100, platforms: ["x"], count: 1, out: true },
    { x: 500, platforms: ["x", "blog"], count: 3, out: true },
  ]);
});
