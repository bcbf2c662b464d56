import { describe, expect, it } from "vitest";
import { describeCron, isTimeZone, listTimeZones, validateCron } from "./slots";

const now = new Date("2026-03-01T00:00:00Z");

function check(cron: string, zone = "Europe/Copenhagen"): string {
  const result = validateCron(cron, zone, now);
  return result.ok ? "ok" : result.message;
}

describe("validateCron", () => {
  it.each([
    "0 9 * * *",
    "*/5 * * * *",
    "0 9,17 * * mon-fri",
    "0 12 29 2 *",
    "0 9 L * *",
    "0 9 * * 1#2",
  ])("accepts %s", (cron) => {
    expect(check(cron)).toBe("ok");
  });

  it.each(["0 0 30 2 *", "0 0 31 4 *", "0 0 31 2,4,6 *"])(
    "refuses %s, which never fires",
    (cron) => {
      expect(check(cron)).toContain("never fires");
    },
  );

  it.each(["* * * * *", "*/4 * * * *", "0,3 9 * * *", "2,58 * * * *", "0-59 9 * * *"])(
    "refuses %s, which fires too often",
    (cron) => {
      expect(check(cron)).toContain("at least 5 minutes");
    },
  );

  it("measures the gap over the hour only where hours touch", () => {
    expect(check("2,58 9 * * *")).toBe("ok");
    expect(check("2,58 0,23 * * *")).toContain("at least 5 minutes");
  });

  it.each(["0 0 9 * * *", "@daily", "", "0 9 * *"])(
    "asks for five fields instead of %j",
    (cron) => {
      expect(check(cron)).toContain("five fields");
    },
  );

  it.each(["61 9 * * *", "H 9 * * *", "0 25 * * *", "a b c d e", "0 9 * * 9", "*/0 9 * * *"])(
    "can't read %s",
    (cron) => {
      expect(check(cron)).toContain("can't be read");
    },
  );

  it("refuses a zone that does not exist", () => {
    expect(check("0 9 * * *", "Mars/Olympus")).toContain("Mars/Olympus");
  });
});

describe("time zones", () => {
  it("knows IANA names and nothing else", () => {
    expect(["Europe/Copenhagen", "UTC", "Australia/Lord_Howe"].every(isTimeZone)).toBe(true);
    expect(["", "+02:00", "Europe/Atlantis", "local"].some(isTimeZone)).toBe(false);
  });

  it("lists only zones that are valid, UTC among them", () => {
    expect(listTimeZones()).toContain("UTC");
    expect(listTimeZones().every(isTimeZone)).toBe(true);
  });
});

describe("describeCron", () => {
  it.each([
    ["0 9 * * *", "Every day at 09:00"],
    ["30 8,17 * * 1-5", "Every weekday at 08:30 and 17:30"],
    ["0 9 * * mon,thu", "Every Monday and Thursday at 09:00"],
    ["0 10 * * 6,7", "Every Saturday and Sunday at 10:00"],
    ["0 12 1,15 * *", "On the 1st and 15th of each month at 12:00"],
    ["*/15 * * * *", "Every 15 minutes"],
    ["0 */2 * * *", "Every 2 hours, on the hour"],
    ["20 * * * 1-5", "Every weekday, every hour, at 20 past"],
    ["0 9 1 1 *", "Custom cadence: 0 9 1 1 *"],
  ])("reads %s as %s", (cron, words) => {
    expect(describeCron(cron)).toBe(words);
  });
});
