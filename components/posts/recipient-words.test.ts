import { expect, it } from "vitest";
import { describeParts, toParts } from "./recipient-words";

it("puts those who came furthest first, and nobody who is not there", () => {
  const parts = toParts({
    ...{ waiting: 0, sent: 1, delivered: 0, read: 2, replied: 0, failed: 1 },
    ...{ in_doubt: 0, left_out: 0 },
  });
  expect(parts.map(({ share }) => share)).toEqual([0.5, 0.25, 0.25]);
  expect(describeParts(parts)).toBe("2 read, 1 sent, 1 failed");
});
