import { describe, expect, it } from "vitest";
import {
  momentInWords,
  outCount,
  outInShort,
  todayInWords,
} from "@/components/analytics/overview-words";

const post = { platform: "x" as const, isRead: true, views: 1240, clicks: 1 };
const unread = { ...post, isRead: false, views: null, clicks: null };
const sky = { ...unread, platform: "bluesky" as const };

describe("what a post that is out has had", () => {
  it("is told in figures, zeros too", () => {
    expect([outCount(post, "views"), outCount(post, "clicks")]).toEqual(["1,240", "1"]);
    expect(outInShort(post)).toBe("1,240 views, 1 click");
    expect(outCount({ ...post, views: 0 }, "views")).toBe("0");
  });

  it("is awaited only where it will come", () => {
    expect([outCount(unread, "views"), outCount(sky, "views")]).toEqual(["Not read yet", "n/a"]);
    expect([outInShort(unread), outInShort(sky)]).toEqual(["Not read yet", "Not read yet"]);
    expect(outInShort({ ...sky, isRead: true })).toBe("Views n/a");
  });
});

describe("the day in a sentence", () => {
  const step = (done: boolean) => ({ key: "schedule" as const, done, count: 1 });
  const said = (planned: number, out = 0, failed = 0, dueAt?: string) =>
    todayInWords({
      today: { planned, out, failed },
      next: { items: dueAt ? [{ dueAt }] : [] },
      steps: [step(planned > 0 || dueAt !== undefined)],
      ...{ timeZone: "UTC", now: "2026-03-02T12:00:00Z" },
    });

  it("counts what is out and what failed", () => {
    expect(said(4)).toBe("None of today’s four posts is out yet.");
    expect(said(4, 1)).toBe("One of today’s four posts is out.");
    expect(said(4, 2, 1)).toBe("Two of today’s four posts are out. One failed.");
    expect(said(4, 4)).toBe("All four of today’s posts are out.");
    expect([said(1), said(1, 1), said(1, 0, 1)]).toEqual([
      "Today’s one post is not out yet.",
      "Today’s one post is out.",
      "Today’s one post failed.",
    ]);
  });

  it("looks ahead from a day without posts", () => {
    expect(said(0)).toContain("Nothing is on the calendar yet.");
    expect(said(0, 0, 0, "2026-03-05T09:00:00Z")).toContain("The next goes out Thu");
  });
});

it("names the day where a weekday would be two", () => {
  const said = (at: string) => momentInWords(at, "2026-12-21T12:00:00Z", "UTC");
  expect(said("2026-12-21T16:30:00Z")).toBe("16:30");
  expect(said("2026-12-24T08:00:00Z")).toBe("Thu 08:00");
  expect(said("2026-12-31T08:00:00Z")).toBe("Thu 31 Dec 08:00");
  expect(said("2027-01-07T08:00:00Z")).toBe("Thu 7 Jan 2027 08:00");
});
