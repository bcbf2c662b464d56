import { describe, expect, it } from "vitest";
import { nextRuns } from "./slots";
import { canonicalZone, isTimeZone, listTimeZones, toKnownZone } from "./zones";

describe("time zones", () => {
  it("knows IANA names and nothing else", () => {
    expect(["Europe/Copenhagen", "UTC", "Australia/Lord_Howe"].every(isTimeZone)).toBe(true);
    const wrong = ["", "+02:00", "Europe/Atlantis", "local", "constructor"];
    expect(wrong.some(isTimeZone)).toBe(false);
  });

  it("lists only zones that are valid, UTC among them, each once under its current name", () => {
    const zones = listTimeZones();
    expect(zones).toContain("UTC");
    expect(zones.every(isTimeZone)).toBe(true);
    expect(new Set(zones).size).toBe(zones.length);
    expect(zones).toEqual(zones.map(canonicalZone));
  });
});

describe("a renamed zone", () => {
  const renamed = [
    ["Asia/Calcutta", "Asia/Kolkata"],
    ["Asia/Katmandu", "Asia/Kathmandu"],
    ["Asia/Rangoon", "Asia/Yangon"],
    ["Asia/Saigon", "Asia/Ho_Chi_Minh"],
    ["Europe/Kiev", "Europe/Kyiv"],
    ["America/Godthab", "America/Nuuk"],
    ["America/Buenos_Aires", "America/Argentina/Buenos_Aires"],
    ["Atlantic/Faeroe", "Atlantic/Faroe"],
    ["Pacific/Enderbury", "Pacific/Kanton"],
    ["US/Eastern", "America/New_York"],
    ["Etc/UTC", "UTC"],
  ] as const;

  it.each(renamed)("%s is accepted and shown as %s", (former, current) => {
    expect(isTimeZone(former)).toBe(true);
    expect(isTimeZone(current)).toBe(true);
    expect(canonicalZone(former)).toBe(current);
    expect(canonicalZone(current)).toBe(current);
    expect(listTimeZones()).not.toContain(former);
  });

  it.each(renamed)("%s runs at the instants of %s", (former, current) => {
    // A year and a half of Sundays: clocks change on one, where they do.
    const run = (timeZone: string) =>
      nextRuns({
        ...{ cron: "30 2 * * 0", runAt: null, timeZone },
        ...{ after: new Date("2026-01-01T00:00:00Z"), count: 78 },
      });
    expect(run(former)).toEqual(run(current));
  });

  it("keeps the names of places whose clocks merely agree", () => {
    for (const zone of ["Europe/Oslo", "Europe/Copenhagen", "Africa/Accra", "Asia/Kuwait"]) {
      expect(canonicalZone(zone)).toBe(zone);
    }
  });

  it("is written as its authority writes it, whatever the case", () => {
    expect(canonicalZone("europe/kiev")).toBe("Europe/Kyiv");
    expect(canonicalZone("Nowhere/At_All")).toBe("Nowhere/At_All");
    expect(toKnownZone("Nowhere/At_All")).toBeNull();
  });
});
