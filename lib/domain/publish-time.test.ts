import { describe, expect, it } from "vitest";
import { readPublishTime } from "./publish-time";

const now = new Date("2026-03-02T09:00:00Z");
const read = (written: string, zone?: string) => {
  const time = readPublishTime(written, zone, now);
  return time.ok ? time.at.toISOString() : `${time.field}: ${time.message}`;
};

describe("the time to publish at", () => {
  it("is an instant, or a wall clock's time in a zone", () => {
    expect(read("2026-03-02T10:00:00+01:00")).toContain("has passed");
    expect(read("2026-03-02T10:01:00+01:00")).toBe("2026-03-02T09:01:00.000Z");
    expect(read("2026-07-01T09:00", "Europe/Copenhagen")).toBe("2026-07-01T07:00:00.000Z");
    expect(read("2026-12-01T09:00:30", "Europe/Copenhagen")).toBe("2026-12-01T08:00:30.000Z");
    expect(read("2026-10-25T02:30", "Europe/Copenhagen")).toBe("2026-10-25T00:30:00.000Z");
  });

  it("says what is wrong with it, and where", () => {
    expect(read("2026-07-01T09:00")).toContain("scheduledAt: Add the offset");
    expect(read("2026-07-01T09:00", "Mars/Base")).toContain("timeZone: There is no time zone");
    expect(read("2026-03-29T02:30", "Europe/Copenhagen")).toContain("skip this time");
    expect(read("2027-03-05T09:00:00Z")).toContain("within a year");
  });
});
