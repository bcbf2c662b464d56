import { describe, expect, it } from "vitest";
import { armScale } from "./arm-scale";

describe("armScale", () => {
  it("covers every range with round ticks, in order", () => {
    const arms = [
      { rate: 0.0136, interval: { low: 0.0119, high: 0.0154 } },
      { rate: 0.0074, interval: { low: 0.0056, high: 0.0095 } },
    ];
    const { ticks, place } = armScale(arms, 1000, 8);
    expect(ticks[0]).toBeLessThanOrEqual(5.6);
    expect(ticks.at(-1)).toBeGreaterThanOrEqual(15.4);
    expect(place(ticks[0] ?? Number.NaN)).toBe(0);
    expect(place(ticks.at(-1) ?? Number.NaN)).toBe(100);
    expect(place(13.6)).toBeGreaterThan(place(7.4));
  });

  it("never starts below zero and stands a single value", () => {
    const { ticks, place } = armScale([{ rate: 0, interval: null }], 1000, 5);
    expect(ticks[0]).toBe(0);
    expect(place(0)).toBe(0);
    expect(armScale([{ rate: null, interval: null }], 1, 5).ticks).toEqual([]);
  });
});
