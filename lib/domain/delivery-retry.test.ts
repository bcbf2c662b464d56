import { expect, it } from "vitest";
import { decideDelivery, readRetryAfter } from "@/lib/domain/delivery-retry";

const hourMs = 3_600_000;
const startedAt = new Date("2026-03-02T09:00:00Z");
const failing = { status: 500, retryAfterMs: null };

/** Hours after the first try of each further one. */
function walk(random: number, retryAfterMs: number | null = null): number[] {
  const hours: number[] = [];
  let now = startedAt;
  for (let attempt = 1; attempt < 50; attempt++) {
    const made = decideDelivery({ ...failing, retryAfterMs }, { attempt, startedAt, now, random });
    if (made.status !== "pending") break;
    now = made.nextAt;
    hours.push((now.getTime() - startedAt.getTime()) / hourMs);
  }
  return hours;
}

it.each([0, 0.999])("tries again with growing waits and ends within a day (%d)", (random) => {
  const hours = walk(random);
  expect(hours).toHaveLength(7);
  expect(hours[0]).toBeCloseTo(5 / 3600, 2);
  expect(hours.at(-1)).toBeGreaterThan(20);
  expect(hours.at(-1)).toBeLessThanOrEqual(24);
});

it("waits as long as the receiver asks, though not beyond the day", () => {
  expect(walk(0, 7 * hourMs)).toEqual([7, 14, 21, 24]);
  expect(walk(0, 90 * hourMs)).toEqual([24]);
});

it.each([
  [204, { status: "delivered" }],
  [410, { status: "failed", gone: true }],
])("an answer of %d is final", (status, decision) => {
  const at = { attempt: 1, startedAt, now: startedAt, random: 0 };
  expect(decideDelivery({ status, retryAfterMs: null }, at)).toEqual(decision);
});

it.each([
  ["120", 120_000],
  ["Mon, 02 Mar 2026 09:01:00 GMT", 60_000],
  ["Mon, 02 Mar 2026 08:00:00 GMT", null],
  ["soon", null],
  [undefined, null],
])("reads Retry-After %s", (value, ms) => {
  expect(readRetryAfter(value, startedAt)).toBe(ms);
});
