import { expect, it } from "vitest";
import { leadInWords } from "@/components/analytics/lead-words";
import type { PlatformResult } from "@/lib/contracts/analytics";
import { UNKNOWN_COUNTS } from "@/lib/domain/metrics";
import { rateOf } from "@/lib/domain/rate-of";
import type { Platform } from "@/lib/platforms/platform";

const told = (platform: Platform, counts: Partial<typeof UNKNOWN_COUNTS>) =>
  ({ platform, counts: { ...UNKNOWN_COUNTS, ...counts } }) as PlatformResult;

function said(
  posts: number,
  counts: Partial<typeof UNKNOWN_COUNTS>,
  left = 0,
  platforms: PlatformResult[] = [],
): string {
  const rate = rateOf("engagement", { part: 0, base: 0 }, null);
  const views = counts.views ?? 0;
  const value = views > 0 ? (counts.likes ?? 0) / views : null;
  return leadInWords({
    totals: { posts, counts: { ...UNKNOWN_COUNTS, ...counts }, rate },
    kpis: [{ key: "engagementRate", value, before: null, spark: [] }],
    realPostsLeftOut: left,
    platforms,
  });
}

it.each([
  [said(0, { views: 0 }), "Nothing was counted in this period."],
  [said(0, {}), "Nothing was counted in this period."],
  [said(1, { views: 0 }), "One post went out; nothing has been counted of it yet."],
  [said(2, {}), "Two posts went out; nothing has been counted of them yet."],
  [said(1, { views: 1, likes: 0 }), "One post went out and 1 view came in, with no interactions."],
  [
    said(12, { views: 12_317, likes: 547 }),
    "Twelve posts went out and 12,317 views came in, with 4.4 interactions per 100 views.",
  ],
  [
    said(2, { views: 200, likes: 8 }, 0, [told("x", { views: 200 }), told("bluesky", {})]),
    "Two posts went out and 200 views came in, with 4 interactions per 100 views on X.",
  ],
  [said(1, { likes: 7 }), "One post went out and 7 interactions came in; views are not told here."],
  [said(1, { views: 0, likes: 7 }), "One post went out and 7 interactions came in."],
  [said(0, { likes: 1 }), "No post went out and 1 interaction came in; views are not told here."],
  [
    said(0, { views: 5, likes: 1 }, 1),
    "No post went out and 5 views came in, with 20 interactions per 100 views. 1 real post is not counted here.",
  ],
])("says only what was counted: %#", (words, expected) => {
  expect(words).toBe(expected);
});
