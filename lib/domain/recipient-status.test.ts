import { expect, it } from "vitest";
import { describeTally, isGoing } from "./recipient-status";

it("says what became of a post to many people", () => {
  const tally = {
    counts: { published: 48, failed: 2 },
    reasons: ["This number can't be reached."],
  };
  expect(describeTally(tally)).toBe("48 sent, 2 refused: This number can't be reached.");
  expect(describeTally({ counts: { published: 3, parked: 1 }, reasons: [] })).toBe(
    "3 sent, 1 in doubt.",
  );
});

it("is going while anybody waits", () => {
  expect(isGoing({ counts: { published: 1, queued: 1 }, reasons: [] })).toBe(true);
  expect(isGoing({ counts: { published: 1, parked: 1, failed: 3 }, reasons: [] })).toBe(false);
});
