import { describe, expect, it } from "vitest";
import { validateCron } from "./slots";

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
