import { expect, it } from "vitest";
import { catalog } from "./catalog";
import { howMeasured } from "./how-measured";

it.each([
  ["x", "told", "told", "told"],
  ["bluesky", "never", "never", "never"],
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
