import { expect, it } from "vitest";
import { type Box, placeLabel } from "./place-label";

const room: Box = { left: 0, top: 2, right: 800, bottom: 214 };

it("stands beside the point where nothing is in the way", () => {
  const path = [
    { x: 100, y: 190 },
    { x: 400, y: 100 },
  ];
  const point = { x: 400, y: 100 };
  expect(placeLabel({ point, width: 60, room, taken: [], path })).toEqual({
    x: 413,
    y: 97,
    anchor: "start",
  });
});

it("leaves the labels of the axis alone, early in the day", () => {
  const taken = [{ left: 0, top: 35, right: 90, bottom: 48 }];
  const point = { x: 16, y: 37 };
  const place = placeLabel({ point, width: 60, room, taken, path: [point] });
  expect(place.y - 11).toBeGreaterThan(48);
});

it("keeps off a line that falls to its last point at the right edge", () => {
  const path = [
    { x: 700, y: 40 },
    { x: 796, y: 180 },
  ];
  const place = placeLabel({ point: { x: 796, y: 180 }, width: 70, room, taken: [], path });
  expect(place.anchor).toBe("end");
  expect(place.x).toBeLessThan(796);
});

it("stands above bars that are much taller than the last one", () => {
  const path = [
    { x: 660, y: 60 },
    { x: 790, y: 60 },
  ];
  const walls = [660, 690, 720, 750, 780].flatMap((x) => [
    { x, y: 60 },
    { x, y: 214 },
    { x, y: 60 },
  ]);
  const point = { x: 796, y: 200 };
  const place = placeLabel({ point, width: 90, room, taken: [], path: [...path, ...walls] });
  expect(place.y + 17).toBeLessThan(60);
});

it("never stands on the hours below", () => {
  const point = { x: 300, y: 214 };
  expect(placeLabel({ point, width: 60, room, taken: [], path: [] }).y).toBeLessThanOrEqual(198);
});
