import { describe, expect, it } from "vitest";
import { armScale } from "./arm-scale";

describe("armScale", () => {
  const arms = [
    { rate: 0.0136, interval: { low: 0.0119, high: 0.0154 }, posts: 9 },
    { rate: 0.0074, interval: { low: 0.0056, high: 0.0095 }, posts: 4 },
  ];

  it("covers every range with round ticks, in order", () => {
    const { ticks, place } = armScale(arms, 1000, 8);
    expect(ticks[0]).toBeLessThanOrEqual(5.6);
    expect(ticks.at(-1)).toBeGreaterThanOrEqual(15.4);
    expect(place(ticks[0] ?? Number.NaN)).toBe(0);
    expect(place(ticks.at(-1) ?? Number.NaN)).toBe(100);
    expect(place(13.6)).toBeGreaterThan(place(7.4));
  });

  it("lets no guess about an arm without results squeeze the others", () => {
    const guess = { rate: 0.01, interval: { low: 0.001, high: 0.09 }, posts: 0 };
    const { ticks, place, holds } = armScale([...arms, guess], 1000, 8);
    expect(ticks.at(-1)).toBeLessThan(20);
    expect(place(90)).toBe(100);
    expect(holds(90)).toBe(false);
  });

  it("never starts below zero and stands a single value", () => {
    const { ticks, place } = armScale([{ rate: 0, interval: null, posts: 1 }], 1000, 5);
    expect(ticks[0]).toBe(0);
    expect(place(0)).toBe(0);
    expect(armScale([{ rate: null, interval: null, posts: 0 }], 1, 5).ticks).toEqual([]);
  });
});
