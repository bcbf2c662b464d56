import { describe, expect, it } from "vitest";
import { funnelSteps } from "@/components/analytics/funnel-steps";
import { funnelFinding, funnelRows, leftOutWords } from "@/components/analytics/funnel-words";
import { UNKNOWN_COUNTS } from "@/lib/domain/metrics";

const linkedin = {
  platform: "linkedin" as const,
  counts: { ...UNKNOWN_COUNTS, views: 1000, likes: 40, clicks: 10, conversions: 1 },
};
const youtube = {
  platform: "youtube" as const,
  counts: { ...UNKNOWN_COUNTS, views: 1000, likes: 50 },
};
const bluesky = { platform: "bluesky" as const, counts: { ...UNKNOWN_COUNTS, likes: 7 } };

describe("the funnel in words", () => {
  it("names who is left out, steps of the same platforms together", () => {
    expect(leftOutWords(funnelSteps([linkedin, youtube, bluesky]))).toBe(
      "Not told: views by Bluesky; clicks and conversions by YouTube and Bluesky.",
    );
    expect(leftOutWords(funnelSteps([linkedin]))).toBeNull();
  });

  it("claims a share only where views are told", () => {
    expect(funnelFinding(funnelSteps([linkedin, youtube]))).toBe(
      "5.0% of views became an interaction",
    );
    expect(funnelFinding(funnelSteps([bluesky]))).toBe(
      "7 interactions; how often the posts were seen is not told",
    );
  });

  it("leaves in the rows empty what nobody tells", () => {
    const [, views] = funnelRows(funnelSteps([bluesky]));
    expect(views).toEqual(["Views", null, null, "", "Bluesky"]);
  });
});
