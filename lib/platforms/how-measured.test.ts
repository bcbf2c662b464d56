import { expect, it } from "vitest";
import { catalog } from "./catalog";
import { howMeasured } from "./how-measured";

it.each([
  ["x", "told", "told", "told"],
  ["instagram", "told", "told", "reported"],
  ["wordpress", "reported", "reported", "reported"],
  ["linkedin", "permitted", "permitted", "permitted"],
  ["whatsapp", "told", "told", "told"],
] as const)("%s answers to reach, engagement and clicks", (platform, reach, engagement, ctr) => {
  const entry = catalog[platform];
  expect(howMeasured(entry, "reach")).toBe(reach);
  expect(howMeasured(entry, "engagement")).toBe(engagement);
  expect(howMeasured(entry, "ctr")).toBe(ctr);
});

it("says where nothing tells one variant from another", () => {
  const silent = { ...catalog.x, metrics: { ...catalog.x.metrics, views: null } };
  for (const goal of ["reach", "engagement", "ctr"] as const) {
    expect(howMeasured(silent, goal)).toBe("never");
  }
});
