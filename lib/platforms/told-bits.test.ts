import { expect, it } from "vitest";
import { catalog } from "./catalog";
import { METRIC_NAMES } from "./entry";
import { isKnownCount, toldBit, toToldBits } from "./told-bits";

const { bluesky, linkedin, whatsapp, x, youtube } = catalog;

it("has a bit of its own for each count", () => {
  expect(new Set(METRIC_NAMES.map(toldBit)).size).toBe(METRIC_NAMES.length);
  expect(toToldBits(["views", "clicks"])).toBe(toldBit("views") | toldBit("clicks"));
});

it.each([
  ["what the platform tells itself", x, "clicks", true],
  ["what it sends as it happens", whatsapp, "clicks", true],
  ["what others report", youtube, "clicks", false],
  ["what nobody tells", bluesky, "views", false],
  ["what only some accounts may read", linkedin, "views", false],
] as const)("knows a zero of %s before anything was told: %#", (_, entry, name, known) => {
  expect(isKnownCount(entry, name, 0)).toBe(known);
});

it("knows every count that was told once", () => {
  expect(isKnownCount(youtube, "clicks", toldBit("clicks"))).toBe(true);
  expect(isKnownCount(youtube, "clicks", toldBit("conversions"))).toBe(false);
  expect(isKnownCount(linkedin, "views", toldBit("views"))).toBe(true);
});
