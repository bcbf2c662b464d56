import { describe, expect, it } from "vitest";
import { funnelSteps, shareDrawn } from "@/components/analytics/funnel-steps";
import { UNKNOWN_COUNTS } from "@/lib/domain/metrics";

const linkedin = {
  platform: "linkedin" as const,
  counts: { ...UNKNOWN_COUNTS, views: 1000, likes: 40, comments: 10, clicks: 50, conversions: 5 },
};
const bluesky = {
  platform: "bluesky" as const,
  counts: { ...UNKNOWN_COUNTS, likes: 900, clicks: 100 },
};
const youtube = {
  platform: "youtube" as const,
  counts: { ...UNKNOWN_COUNTS, views: 1000, likes: 100, conversions: 20 },
};

describe("funnelSteps", () => {
  it("adds up what is told and names who cannot tell", () => {
    const [views, engagements, clicks, conversions] = funnelSteps([linkedin, bluesky]);
    expect(views).toMatchObject({ value: 1000, leftOut: ["bluesky"] });
    expect(engagements).toMatchObject({ value: 1100, leftOut: [] });
    expect(clicks).toMatchObject({ value: 150, leftOut: [] });
    expect(conversions).toMatchObject({ value: 5, leftOut: ["bluesky"], next: null });
  });

  it("compares only platforms that tell both steps", () => {
    const [views, engagements, clicks] = funnelSteps([linkedin, bluesky]);
    expect(views?.next).toEqual({ rate: 0.1, platforms: ["linkedin"], isWhole: false });
    expect(engagements?.next?.rate).toBeCloseTo(150 / 1100);
    expect(engagements?.next?.isWhole).toBe(true);
    expect(clicks?.next).toEqual({ rate: 0.1, platforms: ["linkedin"], isWhole: false });
  });

  it("leaves conversions without counted clicks beside the funnel", () => {
    const [, , clicks, conversions] = funnelSteps([linkedin, youtube]);
    expect(clicks).toMatchObject({ value: 50, next: { rate: 0.1, platforms: ["linkedin"] } });
    expect(conversions).toMatchObject({
      value: 5,
      beside: { value: 20, platforms: ["youtube"] },
    });
    const unclicked = { ...linkedin, counts: { ...linkedin.counts, clicks: 0 } };
    expect(funnelSteps([unclicked])[3]).toMatchObject({ value: null, beside: { value: 5 } });
    const quiet = { ...linkedin, counts: { ...linkedin.counts, clicks: 0, conversions: 0 } };
    expect(funnelSteps([quiet])[3]).toMatchObject({ value: 0, beside: { value: 0 } });
  });

  it("says nothing of a step that no platform tells, and nothing of a rate of nothing", () => {
    const [views] = funnelSteps([bluesky]);
    expect(views).toEqual({
      key: "views",
      value: null,
      leftOut: ["bluesky"],
      beside: { value: 0, platforms: [] },
      next: { rate: null, platforms: [], isWhole: false },
    });
    const unseen = { ...linkedin, counts: { ...linkedin.counts, views: 0 } };
    expect(funnelSteps([unseen])[0]?.next?.rate).toBeNull();
    expect(funnelSteps([])[3]?.value).toBeNull();
  });
});

describe("shareDrawn", () => {
  it("stays within the bar, whatever was counted", () => {
    const next = (rate: number | null) => ({ next: { rate, platforms: [], isWhole: true } });
    expect([next(0.3), next(1.4), next(-0.1), next(null), { next: null }].map(shareDrawn)).toEqual([
      0.3, 1, 0, 0, 0,
    ]);
  });
});
