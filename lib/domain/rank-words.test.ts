import { expect, it } from "vitest";
import { type Counts, UNKNOWN_COUNTS } from "./metrics";
import { type Rank, rankWords } from "./rank-words";

const all: Counts = {
  ...{ views: 9, likes: 1, comments: 1, shares: 1, clicks: 1, saves: 1, conversions: 1 },
};
const row = (name: string, counts: Partial<Counts> = {}) => ({
  name,
  counts: { ...all, ...counts },
});
const x = row("X");
const youtube = row("YouTube", { clicks: null });
const bluesky = row("Bluesky", { views: null, saves: null });
const wordpress = { name: "WordPress", counts: { ...UNKNOWN_COUNTS } };

it.each<[Rank, Parameters<typeof rankWords>[1], string]>([
  ["views", [x, youtube], "By views."],
  ["views", [], "By views."],
  ["views", [x, bluesky], "By views. Bluesky tells none: its posts stand last."],
  [
    "views",
    [x, bluesky, wordpress],
    "By views. Bluesky and WordPress tell none: their posts stand last.",
  ],
  ["rate", [x, bluesky], "By engagement rate. Bluesky tells no views: its posts stand last."],
  ["clicks", [youtube], "By clicks, but no platform here tells clicks."],
  ["rate", [bluesky], "By engagement rate, but no platform here tells views."],
  ["engagements", [x], "By interactions."],
  ["engagements", [youtube], "By interactions."],
  [
    "engagements",
    [x, youtube, bluesky],
    "By interactions as far as they are told: YouTube tells no clicks; Bluesky tells no saves.",
  ],
  ["engagements", [x, wordpress], "By interactions as far as they are told: WordPress tells none."],
  [
    "engagements",
    [x, youtube, bluesky, wordpress],
    "By interactions as far as they are told: not every platform tells all kinds.",
  ],
])("says what a ranking by %s is by: %#", (rank, rows, words) => {
  expect(rankWords(rank, rows)).toBe(words);
});
