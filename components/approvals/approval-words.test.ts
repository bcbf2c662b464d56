import { describe, expect, it } from "vitest";
import {
  describeWaiting,
  doneWords,
  failedWords,
  shownWords,
  writtenWords,
} from "@/components/approvals/approval-words";
import type { ApprovalItem } from "@/lib/contracts/approvals";

const earliest = { dueAt: "2026-11-24T08:00:00Z", deadlineAt: "2026-11-24T14:00:00Z" };

describe("what waits on a variant", () => {
  it("is told with its time, until when it helps, and the zone", () => {
    expect(describeWaiting({ waitingPosts: 3, earliest }, "Europe/Copenhagen")).toBe(
      "For 3 posts. The first is due Tue 24 Nov 09:00; after 15:00 it is too late (Europe/Copenhagen).",
    );
  });

  it("names the day where the deadline is on another one", () => {
    const late = { ...earliest, deadlineAt: "2026-11-25T01:00:00Z" };
    expect(describeWaiting({ waitingPosts: 1, earliest: late }, "UTC")).toBe(
      "For 1 post. It is due Tue 24 Nov 08:00; after Wed 01:00 it is too late (UTC).",
    );
  });

  it("is nothing where no post waits", () => {
    expect(describeWaiting({ waitingPosts: 0, earliest: null }, "UTC")).toBe(
      "No post waits for it yet.",
    );
  });
});

it("says what became of one and of several", () => {
  const a = { letter: "A", platform: "x" } as const;
  const b = { letter: "B", platform: "linkedin" } as const;
  expect(doneWords("approved", [b])).toBe("Variant B on LinkedIn is approved");
  expect(doneWords("rejected", [a, b])).toBe("2 variants are rejected");
  expect(doneWords("changes_requested", [b])).toBe("Changes asked for variant B on LinkedIn");
  expect(doneWords("withdrawn", [a, b])).toBe("2 variants wait again");
});

it("tells how much one tab or one filter shows", () => {
  const page = { items: [], nextCursor: null };
  expect(shownWords({ state: "rejected" }, page, "UTC")).toBe("No variants are rejected.");
  const item = { earliest } as ApprovalItem;
  const some = { items: [item, item], nextCursor: "next" };
  expect(shownWords({ state: "waiting", platform: "x" }, some, "UTC")).toBe(
    "More than 2 variants of this choice wait for approval; the first post is due Tue 24 Nov 08:00.",
  );
});

it("always says what to do about a refusal", () => {
  expect(failedWords("approved", { message: "It is too long." })).toEqual({
    title: "Not approved",
    detail: "It is too long.",
  });
  expect(failedWords("rejected", { message: null }).detail).toBe(
    "Read it again and try once more.",
  );
});

it("tells who wrote it", () => {
  expect(writtenWords({ source: "person", model: null })).toBe("Written by hand");
  expect(writtenWords({ source: "model", model: "small-7b" })).toBe(
    "Written by Bandwagon with small-7b",
  );
});
