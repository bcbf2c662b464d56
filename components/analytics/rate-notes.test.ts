import { expect, it } from "vitest";
import { rateNotes } from "@/components/analytics/rate-notes";
import { UNKNOWN_COUNTS } from "@/lib/domain/metrics";

const told = (counts: Partial<typeof UNKNOWN_COUNTS>) => ({ ...UNKNOWN_COUNTS, ...counts });
const x = { platform: "x" as const, counts: told({ views: 5, clicks: 0 }) };
const youtube = { platform: "youtube" as const, counts: told({ views: 5 }) };
const bluesky = { platform: "bluesky" as const, counts: told({ clicks: 3 }) };
const both = ["views", "engagementRate", "clickRate"] as const;

it.each([
  [[x], null],
  [[], null],
  [[bluesky], null],
  [[x, bluesky], "Both rates count X only: Bluesky tells no views."],
  [[x, youtube], "Clicks per view counts X only: YouTube tells no clicks."],
  [
    [x, youtube, bluesky],
    "Engagement rate counts X and YouTube only: Bluesky tells no views. Clicks per view counts X only: Bluesky tells no views; YouTube tells no clicks.",
  ],
])("says whose the rates are, where not of all: %#", (rows, note) => {
  expect(rateNotes(rows, both)).toBe(note);
});

it("speaks only of rates that are shown", () => {
  expect(rateNotes([x, youtube], ["views", "engagementRate"])).toBeNull();
});
