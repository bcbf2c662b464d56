import { describe, expect, it } from "vitest";
import { nextRuns } from "./slots";

function runs(cron: string, timeZone: string, after: string, count: number): string[] {
  const input = { cron, runAt: null, timeZone, after: new Date(after), count };
  return nextRuns(input).map((date) => date.toISOString().slice(0, 16));
}

describe("nextRuns of a one-off", () => {
  const runAt = new Date("2026-05-01T10:00:00Z");
  const once = { cron: null, runAt, timeZone: "UTC", count: 5 };

  it("runs once, later than the given instant", () => {
    expect(nextRuns({ ...once, after: new Date("2026-05-01T09:59:59Z") })).toEqual([runAt]);
    expect(nextRuns({ ...once, after: runAt })).toEqual([]);
  });
});

describe("nextRuns of a cadence", () => {
  it("keeps the wall-clock hour over both changes of Copenhagen", () => {
    expect(runs("0 9 * * *", "Europe/Copenhagen", "2026-03-28T00:00:00Z", 3)).toEqual([
      "2026-03-28T08:00",
      "2026-03-29T07:00",
      "2026-03-30T07:00",
    ]);
    expect(runs("0 9 * * *", "Europe/Copenhagen", "2026-10-24T00:00:00Z", 2)).toEqual([
      "2026-10-24T07:00",
      "2026-10-25T08:00",
    ]);
  });

  it("runs a skipped time once, at the first instant after the skip", () => {
    expect(runs("30 2 * * *", "Europe/Copenhagen", "2026-03-28T12:00:00Z", 2)).toEqual([
      "2026-03-29T01:00",
      "2026-03-30T00:30",
    ]);
    expect(runs("30 2 * * *", "America/New_York", "2026-03-08T00:00:00Z", 2)).toEqual([
      "2026-03-08T07:00",
      "2026-03-09T06:30",
    ]);
    expect(runs("15 2 * * *", "Australia/Lord_Howe", "2026-10-03T00:00:00Z", 2)).toEqual([
      "2026-10-03T15:30",
      "2026-10-04T15:15",
    ]);
  });

  it("runs a repeated time once, the first time", () => {
    expect(runs("30 2 * * *", "Europe/Copenhagen", "2026-10-24T12:00:00Z", 2)).toEqual([
      "2026-10-25T00:30",
      "2026-10-26T01:30",
    ]);
    expect(runs("30 1 * * *", "America/New_York", "2026-11-01T00:00:00Z", 2)).toEqual([
      "2026-11-01T05:30",
      "2026-11-02T06:30",
    ]);
    expect(runs("45 1 * * *", "Australia/Lord_Howe", "2026-04-04T00:00:00Z", 2)).toEqual([
      "2026-04-04T14:45",
      "2026-04-05T15:15",
    ]);
  });

  it("does not run again after the first of two equal wall times", () => {
    expect(runs("30 2 * * *", "Europe/Copenhagen", "2026-10-25T00:30:00Z", 1)).toEqual([
      "2026-10-26T01:30",
    ]);
  });

  it("merges a moved run with the one already there, in order", () => {
    expect(runs("*/30 1-4 * * *", "Europe/Copenhagen", "2026-03-28T23:00:00Z", 6)).toEqual([
      "2026-03-29T00:00",
      "2026-03-29T00:30",
      "2026-03-29T01:00",
      "2026-03-29T01:30",
      "2026-03-29T02:00",
      "2026-03-29T02:30",
    ]);
  });

  it("gives the same runs whether asked at once or one by one", () => {
    for (const zone of ["Europe/Copenhagen", "America/New_York", "Australia/Lord_Howe"]) {
      for (const from of ["2026-03-07T20:00:00Z", "2026-03-28T20:00:00Z", "2026-10-24T20:00:00Z"]) {
        const all = runs("*/20 * * * *", zone, from, 60);
        const stepped: string[] = [];
        let after = from;
        while (stepped.length < 60) {
          const [next = ""] = runs("*/20 * * * *", zone, after, 1);
          stepped.push(next);
          after = `${next}:00Z`;
        }
        expect(stepped).toEqual(all);
      }
    }
  });

  it("reaches a rare day", () => {
    expect(runs("0 12 29 2 *", "UTC", "2026-03-01T00:00:00Z", 1)).toEqual(["2028-02-29T12:00"]);
  });
});
