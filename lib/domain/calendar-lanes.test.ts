import { expect, test } from "vitest";
import { layOutLanes } from "@/lib/domain/calendar-lanes";

const item = (id: string, start: number) => ({ id, start, minHeight: 45, maxHeight: 75 });

test("a chip alone keeps its full height", () => {
  expect(layOutLanes([item("a", 540)])).toEqual([
    { id: "a", start: 540, height: 75, lane: 0, lanes: 1 },
  ]);
});

test("overlapping chips stand side by side", () => {
  const placed = layOutLanes([item("b", 550), item("a", 540), item("c", 560)]);
  expect(placed.map(({ id, lane, lanes }) => [id, lane, lanes])).toEqual([
    ["a", 0, 3],
    ["b", 1, 3],
    ["c", 2, 3],
  ]);
});

test("a chip that follows close by shortens the one before it", () => {
  const placed = layOutLanes([item("a", 480), item("b", 540)]);
  expect(placed.map(({ height, lanes }) => [height, lanes])).toEqual([
    [60, 1],
    [75, 1],
  ]);
});

test("a lane is used again once it is free", () => {
  const placed = layOutLanes([item("a", 540), item("b", 570), item("c", 590)]);
  expect(placed.map(({ id, lane }) => [id, lane])).toEqual([
    ["a", 0],
    ["b", 1],
    ["c", 0],
  ]);
});
