import { describe, expect, it } from "vitest";
import { quantile, valueAtAge } from "./post-curve";

describe("valueAtAge", () => {
  const points = [
    { ageHours: 2, value: 100 },
    { ageHours: 6, value: 300 },
  ];

  it("grows evenly between readings, and is not known before the first", () => {
    expect([1, 2, 4, 6].map((age) => valueAtAge(points, age))).toEqual([null, 100, 200, 300]);
  });

  it("stays at the last reading", () => {
    expect(valueAtAge(points, 48)).toBe(300);
    expect(valueAtAge([], 48)).toBeNull();
  });
});

describe("quantile", () => {
  it("lies between the values around it", () => {
    expect(quantile([40, 10, 20, 30], 0.5)).toBe(25);
    expect(quantile([7], 0.9)).toBe(7);
  });
});
