import { describe, expect, it } from "vitest";
import { catalog } from "./catalog";
import { METRIC_NAMES } from "./entry";
import { PLATFORMS, Platform } from "./platform";

describe("catalog", () => {
  it("has one entry per platform, filed under its own key", () => {
    expect(Object.keys(catalog)).toEqual([...PLATFORMS]);
    for (const platform of PLATFORMS) expect(catalog[platform].platform).toBe(platform);
  });

  it("names one authority, or none, for every metric", () => {
    for (const platform of PLATFORMS) {
      const { metrics } = catalog[platform];
      expect(Object.keys(metrics).sort()).toEqual([...METRIC_NAMES].sort());
      for (const name of METRIC_NAMES) {
        expect(["pull", "webhook", "ingest", null]).toContain(metrics[name]);
      }
    }
  });

  it("reads counts at rising ages, no closer than the shortest interval", () => {
    for (const platform of PLATFORMS) {
      const { scheduleHours, minIntervalMinutes } = catalog[platform].pull;
      for (const [i, hour] of scheduleHours.entries()) {
        expect((hour - (scheduleHours[i - 1] ?? 0)) * 60).toBeGreaterThanOrEqual(
          minIntervalMinutes,
        );
      }
    }
  });

  it("asks an OAuth platform for scopes and variables, and a typed one for neither", () => {
    for (const platform of PLATFORMS) {
      const { connect, scopes, envNames } = catalog[platform];
      expect(scopes.length > 0).toBe(connect === "oauth");
      expect(envNames.length > 0).toBe(connect === "oauth");
    }
  });

  it("refuses a platform it does not know", () => {
    const message = Platform.safeParse("myspace").error?.issues[0]?.message;
    expect(message).toMatch(
      /^"myspace" is not a platform here\. Use one of: facebook, instagram, /,
    );
  });
});
