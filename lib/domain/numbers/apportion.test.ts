import { expect, it } from "vitest";
import { seededRandom } from "@/lib/domain/chance/seeded-random";
import { apportion } from "./apportion";

it("shares out by the largest remainder", () => {
  expect(apportion(100, [0.536, 0.437, 0.027])).toEqual([53, 44, 3]);
  expect(apportion(100, [0.025, 0.975])).toEqual([3, 97]);
  expect(apportion(47, [0.44, 0.03, 0])).toEqual([44, 3, 0]);
  expect(apportion(100, [1, 1, 1])).toEqual([34, 33, 33]);
  expect(apportion(100, [0.29, 0.71])).toEqual([29, 71]);
  expect(apportion(100, [0, 0])).toEqual([0, 0]);
  expect(apportion(100, [])).toEqual([]);
});

it("sums to the total, and is never a whole away from the share", () => {
  const random = seededRandom(7);
  for (let round = 0; round < 500; round++) {
    const shares = Array.from({ length: 1 + Math.floor(random() * 12) }, () => random() ** 3);
    const sum = shares.reduce((all, share) => all + share, 0);
    const parts = apportion(100, shares);
    expect(parts.reduce((all, part) => all + part, 0)).toBe(100);
    for (const [at, part] of parts.entries())
      expect(Math.abs(part - ((shares[at] ?? 0) / sum) * 100)).toBeLessThan(1);
  }
});
