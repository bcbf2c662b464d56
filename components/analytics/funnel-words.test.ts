import { describe, expect, it } from "vitest";
import { funnelSteps } from "@/components/analytics/funnel-steps";
import {
  besideWords,
  funnelFinding,
  funnelRows,
  onlyWords,
  rateWords,
  unknownWords,
} from "@/components/analytics/funnel-words";
import { UNKNOWN_COUNTS } from "@/lib/domain/metrics";

const linkedin = {
  platform: "linkedin" as const,
  counts: { ...UNKNOWN_COUNTS, views: 1000, likes: 40, clicks: 10, conversions: 1 },
};
const youtube = {
  platform: "youtube" as const,
  counts: { ...UNKNOWN_COUNTS, views: 1000, likes: 50, conversions: 20 },
};
const bluesky = { platform: "bluesky" as const, counts: { ...UNKNOWN_COUNTS, likes: 7 } };

type Rows = Parameters<typeof funnelSteps>[0];
const only = (rows: Rows) => {
  const steps = funnelSteps(rows);
  return steps.map((step, index) => onlyWords(step, steps[index + 1]));
};

describe("the funnel in words", () => {
  it("names whose the rate of each step is, and who tells no such count", () => {
    expect(only([linkedin, youtube, bluesky])).toEqual([
      "LinkedIn and YouTube only: Bluesky tells no views.",
      "LinkedIn only: YouTube and Bluesky tell no clicks.",
      null,
      null,
    ]);
    expect(only([linkedin])).toEqual([null, null, null, null]);
  });

  it("says ratios as ratios, and shares as shares", () => {
    expect(funnelSteps([linkedin]).map(rateWords)).toEqual([
      "5 interactions per 100 views",
      "20% were clicks",
      "10 conversions per 100 clicks",
      null,
    ]);
  });

  it("puts conversions without counted clicks beside", () => {
    const [, , clicks, conversions] = funnelSteps([linkedin, youtube]);
    expect(conversions && besideWords(conversions)).toBe(
      "20 more without a counted click, on YouTube.",
    );
    expect(clicks && besideWords(clicks)).toBeNull();
    const alone = funnelSteps([youtube]).map((step) =>
      step.value === null ? unknownWords(step) : "",
    );
    expect(alone).toEqual(["", "", "None was reported yet", "None with a counted click"]);
    expect(funnelSteps([bluesky]).slice(0, 1).map(unknownWords)).toEqual([
      "No platform in view tells it",
    ]);
  });

  it("claims a rate only where views are told", () => {
    const finding = (rows: Rows) => funnelFinding(funnelSteps(rows));
    expect(finding([linkedin, youtube])).toBe("5 interactions per 100 views");
    expect(finding([linkedin, bluesky])).toBe("5 interactions per 100 views on LinkedIn");
    expect(finding([bluesky])).toBe("7 interactions; how often the posts were seen is not told");
    const unseen = { ...linkedin, counts: { ...UNKNOWN_COUNTS, views: 0, likes: 1 } };
    expect(finding([unseen])).toBe("1 interaction, and no view counted");
    const quiet = { ...linkedin, counts: { ...UNKNOWN_COUNTS, views: 1, likes: 0 } };
    expect(finding([quiet])).toBe("1 view, no interaction yet");
  });

  it("leaves in the rows empty what nobody tells", () => {
    const [, views] = funnelRows(funnelSteps([bluesky]));
    expect(views).toEqual(["Views", null, null, "", "Bluesky", null]);
  });
});
