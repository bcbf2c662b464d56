import { expect, it } from "vitest";
import { linear, toPath } from "@/components/analytics/chart-scale";

it("maps values to places", () => {
  const scale = linear([0, 10], [100, 0]);
  expect([scale(0), scale(5), scale(10)]).toEqual([100, 50, 0]);
  expect(linear([3, 3], [0, 10])(3)).toBe(0);
  expect(
    toPath([
      { x: 0, y: 1 },
      { x: 2, y: 3.25 },
    ]),
  ).toBe("M0.0 1.0L2.0 3.3");
});
