import { describe, expect, it } from "vitest";
import { METRIC_MEANINGS, metricSources } from "@/components/analytics/metric-terms";
import { catalog } from "@/lib/platforms/catalog";
import { METRIC_NAMES } from "@/lib/platforms/entry";

describe("metricSources", () => {
  it("names every platform once for each count", () => {
    for (const name of METRIC_NAMES) {
      const named = metricSources(name).flatMap(({ platforms }) => platforms);
      const labels = Object.values(catalog).map(({ label }) => label);
      expect(named).toHaveLength(labels.length);
      for (const label of labels) expect(named.some((each) => each.startsWith(label))).toBe(true);
    }
  });

  it("gives no source to what is worked out", () => {
    expect(metricSources("engagementRate")).toEqual([]);
    expect(METRIC_MEANINGS.engagementRate.counts).toContain("divided by views");
  });
});
