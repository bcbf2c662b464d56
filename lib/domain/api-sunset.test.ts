import { expect, it } from "vitest";
import { toApiSunset } from "./api-sunset";

const version = { envName: "API_VERSION", value: "v2", sunset: "2026-06-01" };
const at = (iso: string) => new Date(iso);

it("warns sixty days before a version ends, and after", () => {
  expect(toApiSunset(version, null, at("2026-04-01T00:00:00Z"))).toMatchObject({
    value: "v2",
    daysLeft: 61,
    isEnding: false,
  });
  expect(toApiSunset(version, null, at("2026-04-03T00:00:01Z"))).toMatchObject({
    daysLeft: 58,
    isEnding: true,
  });
  expect(toApiSunset(version, "v2", at("2026-06-02T00:00:00Z"))).toMatchObject({
    daysLeft: -1,
    isEnding: true,
  });
});

it("claims nothing of a version that it does not know, nor of one without an end", () => {
  const later = at("2030-01-01T00:00:00Z");
  expect(toApiSunset(version, "v3", later)).toMatchObject({ value: "v3", isEnding: false });
  expect(toApiSunset({ ...version, sunset: null }, null, later).isEnding).toBe(false);
});
