import { expect, it } from "vitest";
import { armLetter } from "./arm-letter";
import { idempotencyKey } from "./slot-key";

it("gives one key per campaign, account and original slot", () => {
  const slot = new Date("2026-03-01T10:00:00Z");
  expect(idempotencyKey("c", "a", slot)).toBe(idempotencyKey("c", "a", new Date(slot)));
  const keys = [
    idempotencyKey("c", "a", slot),
    idempotencyKey("c", "b", slot),
    idempotencyKey("d", "a", slot),
    idempotencyKey("c", "a", new Date("2026-03-01T10:01:00Z")),
  ];
  expect(new Set(keys).size).toBe(4);
});

it("letters arms in order", () => {
  expect([0, 1, 7].map(armLetter)).toEqual(["A", "B", "H"]);
});
