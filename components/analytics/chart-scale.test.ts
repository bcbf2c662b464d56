import { describe, expect, it } from "vitest";
import { linear, niceTicks, thinOut, toPath } from "@/components/analytics/chart-scale";

describe("niceTicks", () => {
  it.each([
    [0, 80, [0, 20, 40, 60, 80]],
    [0, 1204, [0, 500, 1000]],
    [0, 3, [0, 1, 2, 3]],
    [0, 0, [0]],
  ])("of %d to %d", (low, high, ticks) => {
    expect(niceTicks(low, high)).toEqual(ticks);
  });

  it("reaches below zero when counts were taken back", () => {
    expect(niceTicks(-4, 10)).toEqual([-5, 0, 5, 10]);
  });
});

describe("drawing", () => {
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

  it("keeps as many labels as fit", () => {
    expect(thinOut([1, 2, 3, 4, 5, 6, 7, 8], 200, 50)).toEqual([1, 3, 5, 7]);
    expect(thinOut([1, 2], 10, 50)).toEqual([1, 2]);
  });
});
