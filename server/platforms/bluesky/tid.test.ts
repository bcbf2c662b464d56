import { expect, it } from "vitest";
import { toNextKey, toRecordKeys } from "./tid";

const at = new Date("2026-03-01T10:00:00.500Z");
const TID = /^[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}$/;

it("gives the same keys on every attempt, and others to other posts", () => {
  expect(toRecordKeys("post-1", at, 3)).toEqual(toRecordKeys("post-1", at, 3));
  const keys = new Set(
    Array.from({ length: 5_000 }, (_, index) => toRecordKeys(`post-${index}`, at, 1)[0]),
  );
  expect(keys.size).toBe(5_000);
});

it("makes keys that the network takes for times near the first attempt, in the order of the parts", () => {
  for (const when of [at, new Date("2005-01-01T00:00:00Z"), new Date("2199-12-31T23:59:59Z")]) {
    const keys = toRecordKeys("post-1", when, 25);
    for (const key of keys) expect(key).toMatch(TID);
    expect([...keys].sort()).toEqual(keys);
    expect(new Set(keys).size).toBe(25);
    expect(Math.abs(toMillis(keys[0] ?? "") - when.getTime())).toBeLessThan(1_001);
  }
});

it("finds the key of the next part", () => {
  const [first = "", second] = toRecordKeys("post-1", at, 2);
  expect(toNextKey(first)).toBe(second);
  expect(toNextKey("self")).toBeNull();
});

function toMillis(key: string): number {
  const digits = "234567abcdefghijklmnopqrstuvwxyz";
  const value = [...key].reduce((sum, letter) => sum * 32n + BigInt(digits.indexOf(letter)), 0n);
  return Number((value >> 10n) / 1000n);
}
