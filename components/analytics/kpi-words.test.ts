import { describe, expect, it } from "vitest";
import { comparedInWords, kpiWords } from "@/components/analytics/kpi-words";

const kpi = (
  key: "views" | "engagementRate" | "conversions",
  value: number | null,
  before: number | null,
) => ({
  ...{ key, value, before, spark: [] },
});

describe("a key figure in words", () => {
  it.each([
    ["views", 1120, 1000, "+12%", "from 1,000"],
    ["views", 5, 0, null, "None before"],
    ["views", 0, 0, null, "None before either"],
    ["views", 5, null, null, null],
    ["views", null, 5, null, "Not told by these platforms"],
    ["engagementRate", 0.044, 0.04, "+0.4", "points, from 4.0%"],
    ["engagementRate", null, null, null, "Not told, or no views yet"],
    ["conversions", null, null, null, "None reported yet"],
  ] as const)("%s of %s against %s", (key, value, before, change, note) => {
    expect(kpiWords(kpi(key, value, before))).toMatchObject({ change, note });
  });

  it("says once what all are compared with, or that there is nothing", () => {
    const before = {};
    const one = [kpi("views", 1, 2)];
    expect(comparedInWords({ kpis: one, before }, "the 28 days before")).toBe(
      "Compared with the 28 days before.",
    );
    expect(comparedInWords({ kpis: [kpi("views", 1, null)], before }, "the year before")).toBe(
      "The year before brought nothing to compare with.",
    );
    expect(comparedInWords({ kpis: one, before: null }, "the time before")).toBeNull();
  });
});
