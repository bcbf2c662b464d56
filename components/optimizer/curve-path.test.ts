import { describe, expect, it } from "vitest";
import { bodyOf, curvePath, cutCurve } from "./curve-path";

const points = [
  { rate: 0, density: 0 },
  { rate: 2, density: 1 },
  { rate: 4, density: 0 },
];

describe("cutCurve", () => {
  it("keeps what lies between, and works out the height at the ends", () => {
    expect(cutCurve(points, { low: 1, high: 3 })).toEqual([
      { rate: 1, density: 0.5 },
      { rate: 2, density: 1 },
      { rate: 3, density: 0.5 },
    ]);
  });

  it("ends where the curve ends, and is empty beside it", () => {
    expect(cutCurve(points, { low: -5, high: 9 })).toEqual(points);
    expect(cutCurve(points, { low: 5, high: 6 })).toEqual([]);
    expect(cutCurve([], { low: 0, high: 1 })).toEqual([]);
  });
});

describe("bodyOf", () => {
  it("leaves the flat tails out", () => {
    const tailed = [{ rate: -1, density: 0.05 }, { rate: 1, density: 0.2 }, ...points];
    expect(bodyOf(tailed).map(({ rate }) => rate)).toEqual([1, 2]);
    expect(bodyOf([])).toEqual([]);
  });
});

describe("curvePath", () => {
  it("closes on the base line", () => {
    expect(curvePath(points, 10, (rate) => rate * 25)).toBe(
      "M0.00 10L0.00 10.00L50.00 0.00L100.00 10.00L100.00 10Z",
    );
    expect(curvePath([], 10, (rate) => rate)).toBe("");
  });
});
