import { expect, test } from "vitest";
import { stackItems } from "./calendar-stacks";

const item = (id: string, start: number) => ({
  ...{ id, start, minHeight: 54, maxHeight: 75, lineHeight: 30 },
});

test("a chip alone keeps its height, and gives way to the next", () => {
  const { places } = stackItems([item("b", 600), item("a", 540)]);
  expect(places).toEqual([
    { id: "a", start: 540, height: 60, line: false },
    { id: "b", start: 600, height: 75, line: false },
  ]);
});

test("what overlaps stands below each other, one line each", () => {
  const { places, rests } = stackItems([item("b", 540), item("a", 540), item("c", 590)]);
  expect(places.map(({ id, start, line }) => [id, start, line])).toEqual([
    ["a", 540, true],
    ["b", 570, true],
    ["c", 600, true],
  ]);
  expect(rests).toEqual([]);
});

test("of many at one time the last ones are counted", () => {
  const { places, rests } = stackItems(["a", "b", "c", "d", "e"].map((id) => item(id, 540)));
  expect(places.map(({ id }) => id)).toEqual(["a", "b"]);
  expect(rests).toEqual([{ start: 600, height: 30, ids: ["c", "d", "e"] }]);
});
