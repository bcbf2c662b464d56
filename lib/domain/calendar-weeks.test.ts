import { describe, expect, it } from "vitest";
import { beginOfDay } from "./begin-of-day";
import { sumWeeks, weekPart } from "./calendar-weeks";

const zone = "Europe/Copenhagen";

function day(date: string, count: number) {
  const share = { part: count, base: 10 * count };
  return {
    at: beginOfDay(date, zone).toISOString(),
    ...{ views: 10 * count, engagements: count, clicks: 1, conversions: -count },
    shares: { engagement: share, ctr: { part: 1, base: 10 * count } },
  };
}

/** Each day from a date on. */
const days = (from: string, count: number) =>
  Array.from({ length: count }, (_, index) => {
    const date = new Date(Date.parse(from) + index * 86_400_000).toISOString().slice(0, 10);
    return day(date, (index * 7) % 11);
  });

describe("sumWeeks", () => {
  it("cuts at Mondays of the zone, over changes of its clocks", () => {
    // The clocks go forward on 29 March 2026, a Sunday.
    const weeks = sumWeeks(days("2026-03-25", 13), zone);
    expect(weeks.map(({ at }) => at)).toEqual([
      "2026-03-22T23:00:00.000Z",
      "2026-03-29T22:00:00.000Z",
      "2026-04-05T22:00:00.000Z",
    ]);
  });

  it("loses and adds nothing, to the unit", () => {
    const year = days("2025-11-24", 365);
    const weeks = sumWeeks(year, zone);
    expect(weeks).toHaveLength(53);
    const sum = (points: typeof year, of: (point: (typeof year)[number]) => number) =>
      points.reduce((total, point) => total + of(point), 0);
    for (const name of ["views", "engagements", "clicks", "conversions"] as const) {
      expect(sum(weeks, (point) => point[name])).toBe(sum(year, (point) => point[name]));
    }
    for (const name of ["engagement", "ctr"] as const) {
      for (const side of ["part", "base"] as const) {
        const of = ({ shares }: (typeof year)[number]) => shares[name][side];
        expect(sum(weeks, of)).toBe(sum(year, of));
      }
    }
  });

  it("is nothing of nothing", () => {
    expect(sumWeeks([], zone)).toEqual([]);
  });
});

describe("weekPart", () => {
  const monday = beginOfDay("2026-11-16", zone).getTime();
  const at = (date: string) => beginOfDay(date, zone).toISOString();
  const said = (from: string | null, to: string, now = "2026-12-24T00:00:00Z") =>
    weekPart(monday, { from: from && at(from), to: at(to), now }, zone);

  it.each([
    [said("2026-11-16", "2026-11-23"), null],
    [said("2026-01-01", "2026-12-01"), null],
    [said(null, "2026-12-01"), null],
    [said("2026-11-19", "2026-12-01"), "its last 4 days only"],
    [said("2026-11-22", "2026-12-01"), "its last day only"],
    [said("2026-11-01", "2026-11-18"), "its first 2 days only"],
    [said("2026-11-01", "2026-11-18", at("2026-11-18")), "so far"],
    [said("2026-11-01", "2026-11-23", "2026-11-22T22:50:00Z"), "so far"],
    [said("2026-11-17", "2026-11-18", at("2026-11-18")), "its last 6 days only, so far"],
  ])("says what of a week is in view: %#", (words, expected) => {
    expect(words).toBe(expected);
  });

  it("counts days where one is an hour short", () => {
    const week = beginOfDay("2026-03-23", zone).getTime();
    const window = { from: at("2026-03-28"), to: at("2026-04-30"), now: at("2026-04-30") };
    expect(weekPart(week, window, zone)).toBe("its last 2 days only");
  });
});
