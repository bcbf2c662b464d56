import { expect, it } from "vitest";
import { changeInWords } from "@/components/reports/report-words";

it.each([
  ["views", 1120, 1000, "+12%"],
  ["views", 880, 1000, "−12%"],
  ["posts", 1000, 1001, "±0%"],
  ["engagementRate", 0.044, 0.04, "+0.4 points"],
  ["clickRate", 0.01, 0.0101, "±0.0 points"],
  ["views", 5, 0, undefined],
  ["views", null, 10, undefined],
  ["clicks", 10, null, undefined],
] as const)("says how %s of %s stand against %s", (key, value, before, words) => {
  expect(changeInWords({ key, value, before, spark: [] })).toBe(words);
});
