import { expect, it } from "vitest";
import { similarity } from "./similarity";

it("calls the same words in another dress the same", () => {
  expect(similarity("Fresh bread, daily!", "fresh   BREAD daily")).toBe(1);
  expect(similarity("", "")).toBe(1);
});

it("tells a small edit from another text", () => {
  const text = "Our bakery opens at six every morning.";
  const edited = "Our bakery opens at seven every morning.";
  const other = "Win a weekend in Lisbon with us.";
  expect(similarity(text, edited)).toBeGreaterThan(0.7);
  expect(similarity(text, other)).toBeLessThan(0.2);
  expect(similarity(text, other)).toBe(similarity(other, text));
});

it("shares nothing with an empty text", () => {
  expect(similarity("words", "")).toBe(0);
});
