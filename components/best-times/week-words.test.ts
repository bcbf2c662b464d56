import { describe, expect, it } from "vitest";
import type { BestTimesWeek, WeekSlot } from "@/lib/contracts/best-times";
import {
  badgeWords,
  clockWords,
  earlyWords,
  gainWords,
  partlyWords,
  slotWords,
  stretchWords,
} from "./week-words";

const open: WeekSlot = { posts: 2, mean: 0.05, low: -0.1, high: 0.2, known: true, state: "open" };
const week = (part: Partial<BestTimesWeek>): BestTimesWeek => ({
  account: { id: "a", platform: "x", handle: "@northlight", sandbox: true, posts: 3 },
  ...{
    timeZone: "UTC",
    ownZone: false,
    scheduleZones: [],
    goal: "engagement",
    goals: ["engagement"],
  },
  ...{ posts: 3, neededPosts: 20, ready: false, computedAt: "2026-11-23T09:00:00.000Z" },
  ...{ slots: [open], ...part },
});

describe("the words of best times", () => {
  it("say what is missing before they say that nothing is proven", () => {
    expect(badgeWords(week({}))).toBe("Not enough data: 3 of 20 posts");
    expect(badgeWords(week({ ready: true, posts: 40 }))).toBe("Not proven yet");
    const better: WeekSlot = { ...open, low: 0.01, state: "better" };
    expect(badgeWords(week({ ready: true, slots: [open, better] }))).toBeNull();
    expect(earlyWords(week({}))).toBe(
      "Not enough data to compare hours: 3 posts are old enough, and it takes 20.",
    );
    expect(earlyWords(week({ computedAt: null }))).toContain("not worked out yet");
  });

  it("name the clock of the hours where a schedule or the reader goes by another one", () => {
    expect(clockWords(week({ timeZone: "Asia/Kolkata" }), "Asia/Calcutta")).toBeNull();
    expect(clockWords(week({ scheduleZones: ["Europe/Copenhagen"] }), "UTC")).toBe(
      "Hours are in UTC, the account’s zone; a schedule runs in Europe/Copenhagen.",
    );
    const both = week({ scheduleZones: ["America/New_York", "Asia/Kolkata"] });
    expect(clockWords(both, "Europe/Copenhagen")).toBe(
      "Hours are in UTC, the account’s zone; schedules run in America/New York and Asia/Kolkata, and you read times in Europe/Copenhagen.",
    );
  });

  it("name the hours that are better first, then the days, runs of them together", () => {
    const best = { slot: 18, mean: 0.3, low: 0.2, high: 0.4 };
    const stretch = { weekdays: [0, 2, 3, 4, 5], partly: [1], fromHour: 18, toHour: 21, best };
    expect(stretchWords(stretch)).toBe("18:00 to 21:00, Mondays and Wednesdays to Saturdays");
    expect(partlyWords(stretch)).toBe(", in part on Tuesdays too");
    expect(stretchWords({ ...stretch, weekdays: [5, 6] })).toBe("18:00 to 21:00, weekends");
    expect(partlyWords({ ...stretch, partly: [] })).toBe("");
  });

  it("give an hour its range and the level of that, and no figure while there are too few posts", () => {
    expect(slotWords(open, true)).toBe(
      "+5% against the average post (90% range −10% to +22%), 2 posts in this hour. Unclear.",
    );
    expect(slotWords(open, false)).toBe("2 posts in this hour. Too few in all to compare hours.");
    expect(slotWords({ ...open, known: false }, true)).toContain("not estimated");
    expect(gainWords(Math.log(1.38), "engagement")).toBe("38% more interactions per view");
  });
});
