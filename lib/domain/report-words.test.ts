import { describe, expect, it } from "vitest";
import type { ReportView } from "@/lib/contracts/reports";
import { UNKNOWN_COUNTS } from "./metrics";
import { beforeInWords, firstWords, periodInWords, rateNote, reportLead } from "./report-words";

const group = (posts: number, views: number | null, rate: number | null) => ({
  posts,
  counts: { ...UNKNOWN_COUNTS, views },
  rate: {
    goal: "engagement" as const,
    value: rate,
    low: null,
    high: null,
    trials: 0,
    part: 0,
    base: 0,
  },
});
const earlierWindow = (views: number | null, rate: number | null = null): ReportView["before"] => ({
  ...{ from: "2026-03-01T23:00:00Z", to: "2026-03-08T23:00:00Z" },
  totals: group(2, views, rate),
});
const platform = (name: string, views: number | null) => ({
  ...group(1, views, null),
  ...{ platform: null, letter: null, name },
});
const none = { goal: "engagement" as const, before: null, platforms: [] };

it("says whose the rates are, where not of all platforms", () => {
  const counted = (name: string, views: number | null, clicks: number | null) => {
    const row = platform(name, views);
    return { ...row, counts: { ...row.counts, clicks } };
  };
  const [x, bluesky] = [counted("X", 10, 1), counted("Bluesky", null, 2)];
  const youtube = counted("YouTube", 20, null);
  expect(rateNote({ platforms: [x, bluesky] })).toBe(
    "Both rates count X only: Bluesky tells no views.",
  );
  expect(rateNote({ platforms: [x, youtube] })).toBe(
    "Clicks per view counts X only: YouTube tells no clicks.",
  );
  expect(rateNote({ platforms: [x] })).toBeNull();
});

describe("reportLead", () => {
  it("tells what came, how it rates and where from, against the time before", () => {
    expect(
      reportLead({
        ...{
          goal: "engagement",
          totals: group(12, 1340, 0.044),
          before: earlierWindow(1000, 0.04),
        },
        platforms: [platform("YouTube", 340), platform("X", 1000), platform("Bluesky", null)],
      }),
    ).toBe(
      "12 posts went out and 1,340 views came in, 34% more than in the 7 days before. The engagement rate was 4.4%, up from 4.0%. X brought 75% of the views that platforms tell.",
    );
  });

  it("gives the range that the rate lies in, where it is known", () => {
    const totals = group(12, 1340, 0.044);
    expect(
      reportLead({
        ...{ ...none, before: earlierWindow(1340, 0.04) },
        totals: { ...totals, rate: { ...totals.rate, low: 0.0391, high: 0.05 } },
      }),
    ).toContain(" The engagement rate was 4.4% (90% range 3.9% to 5.0%), up from 4.0%.");
  });

  it.each([
    [1, 500, 1000, "1 post went out and 500 views came in, 50% fewer than in the 7 days before."],
    [
      2,
      4000,
      1000,
      "2 posts went out and 4,000 views came in, 4.0 times as many as in the 7 days before.",
    ],
    [
      2,
      1001,
      1000,
      "2 posts went out and 1,001 views came in, about as many as in the 7 days before.",
    ],
    [1, 1, 0, "1 post went out and 1 view came in, after none in the 7 days before."],
  ])("of %d posts and %d views after %d", (posts, views, earlier, words) => {
    expect(
      reportLead({ ...none, totals: group(posts, views, null), before: earlierWindow(earlier) }),
    ).toBe(words);
  });

  it("claims nothing that is not told", () => {
    expect(reportLead({ ...none, totals: group(3, null, null) })).toBe("3 posts went out.");
    expect(reportLead({ ...none, totals: group(3, 10, null) })).toBe(
      "3 posts went out and 10 views came in.",
    );
  });
});

describe("the period", () => {
  const window = { timeZone: "Europe/Copenhagen", to: "2026-03-29T22:00:00Z" };
  const series = (...points: string[]) => ({
    bucket: "day" as const,
    points: points.map((at) => ({
      ...{ at, views: 0, engagements: 0, clicks: 0, conversions: 0 },
      shares: { engagement: { part: 0, base: 0 }, ctr: { part: 0, base: 0 } },
    })),
  });

  it("is named by its first and last day, with their years", () => {
    const from = "2026-03-22T23:00:00Z";
    expect(periodInWords({ ...window, from, series: series() })).toBe("23 Mar 2026 to 29 Mar 2026");
    const open = { ...window, from: null };
    expect(periodInWords({ ...open, series: series("2025-12-31T23:00:00Z") })).toBe(
      "1 Jan 2026 to 29 Mar 2026",
    );
    expect(periodInWords({ ...open, series: series() })).toBe("Until 29 Mar 2026");
  });

  it("is as long as the one before, also over a change of clocks", () => {
    const of = (from: string, to: string) =>
      beforeInWords({ before: { from, to, totals: group(0, 0, null) } });
    expect(of("2026-03-22T23:00:00Z", "2026-03-29T22:00:00Z")).toBe("the 7 days before");
    expect(of("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")).toBe("the day before");
    expect(of("2026-03-28T23:00:00Z", "2026-03-29T12:00:00Z")).toBe("the time before");
  });
});

it("cuts a post between two words", () => {
  expect(firstWords("Short.", 20)).toBe("Short.");
  expect(firstWords("No countdown,\nno superlatives, just this", 32)).toBe(
    "No countdown, no superlatives…",
  );
  expect(firstWords("Donaudampfschifffahrtsgesellschaft", 10)).toBe("Donaudampf…");
});
