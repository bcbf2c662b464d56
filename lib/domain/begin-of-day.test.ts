import { describe, expect, it } from "vitest";
import { beginOfDay } from "./begin-of-day";

const begin = (at: Date | string, zone: string, daysOn?: number) =>
  beginOfDay(at, zone, daysOn).toISOString().slice(0, 16);

describe("beginOfDay", () => {
  it("is midnight of the zone's day", () => {
    expect(begin(new Date("2026-03-02T23:30:00Z"), "Europe/Copenhagen")).toBe("2026-03-02T23:00");
    expect(begin(new Date("2026-03-02T23:30:00Z"), "Asia/Kathmandu", 1)).toBe("2026-03-03T18:15");
    expect(begin("2026-03-31", "America/New_York", -30)).toBe("2026-03-01T05:00");
  });

  it("is a later hour where the clock skips midnight, and midnight again on the next day", () => {
    const azores = new Date("2026-03-29T12:00:00Z");
    expect([0, 1].map((day) => begin(azores, "Atlantic/Azores", day))).toEqual([
      "2026-03-29T01:00",
      "2026-03-30T00:00",
    ]);
    expect([-1, 0, 1].map((day) => begin("2026-04-24", "Africa/Cairo", day))).toEqual([
      "2026-04-22T22:00",
      "2026-04-23T22:00",
      "2026-04-24T21:00",
    ]);
    expect(begin("2026-09-06", "America/Santiago")).toBe("2026-09-06T04:00");
  });

  it("is the first of two midnights, whatever time of the day it is asked of", () => {
    for (const time of ["00:30", "01:30", "12:00"]) {
      const at = new Date(`2026-10-25T${time}:00Z`);
      expect(begin(at, "Atlantic/Azores")).toBe("2026-10-25T00:00");
      expect(begin(at, "Atlantic/Azores", 1)).toBe("2026-10-26T01:00");
    }
  });

  it("is no date of what is no day", () => {
    expect(beginOfDay("", "Europe/Copenhagen").getTime()).toBeNaN();
  });
});
