import { describe, expect, test } from "vitest";
import {
  addDays,
  addMinutes,
  dayOf,
  dayTitle,
  freeTimeAfter,
  hourWindow,
  instantOf,
  isDay,
  isSameMonth,
  minutesOf,
  rangeOf,
  rangeTitle,
  snapMinutes,
  stepDay,
} from "@/lib/domain/calendar-grid";

const zone = "Europe/Copenhagen";
const iso = (at: Date) => at.toISOString();

describe("wall clock", () => {
  test("days and minutes are read in the zone", () => {
    expect(dayOf("2026-11-17T23:30:00Z", zone)).toBe("2026-11-18");
    expect(minutesOf("2026-11-17T23:30:00Z", zone)).toBe(30);
  });

  test("a wall clock time becomes an instant in summer and in winter", () => {
    expect(iso(instantOf("2026-07-01", 9 * 60, zone))).toBe("2026-07-01T07:00:00.000Z");
    expect(iso(instantOf("2026-11-18", 9 * 60, zone))).toBe("2026-11-18T08:00:00.000Z");
  });

  test("a time that the clock skips moves forward by the skip", () => {
    expect(iso(instantOf("2026-03-29", 2 * 60 + 30, zone))).toBe("2026-03-29T01:30:00.000Z");
  });

  test("a day on keeps the time on the clock over a clock change", () => {
    expect(iso(addDays("2026-10-24T07:00:00Z", 1, zone))).toBe("2026-10-25T08:00:00.000Z");
    expect(iso(addMinutes("2026-10-24T07:00:00Z", 15))).toBe("2026-10-24T07:15:00.000Z");
  });

  test("snaps to quarters within the day", () => {
    expect([7, 8, -20, 2000].map(snapMinutes)).toEqual([0, 15, 0, 1425]);
  });
});

describe("ranges", () => {
  test("a week runs from Monday to the next Monday, also when it is an hour longer", () => {
    const week = rangeOf("week", "2026-10-25", zone);
    expect(week.days[0]).toBe("2026-10-19");
    expect(week.days).toHaveLength(7);
    expect(iso(week.from)).toBe("2026-10-18T22:00:00.000Z");
    expect(iso(week.to)).toBe("2026-10-25T23:00:00.000Z");
  });

  test("a month is shown in whole weeks", () => {
    const { days } = rangeOf("month", "2026-11-18", zone);
    expect([days[0], days.at(-1), days.length]).toEqual(["2026-10-26", "2026-12-06", 42]);
  });

  test("a day is one day", () => {
    const range = rangeOf("day", "2026-03-29", zone);
    expect(range.days).toEqual(["2026-03-29"]);
    expect(range.to.getTime() - range.from.getTime()).toBe(23 * 3_600_000);
  });

  test("steps by what is shown", () => {
    expect(stepDay("week", "2026-11-18", 1)).toBe("2026-11-25");
    expect(stepDay("month", "2026-01-31", 1)).toBe("2026-02-28");
    expect(stepDay("day", "2026-03-01", -1)).toBe("2026-02-28");
  });

  test("titles say what is shown", () => {
    expect(rangeTitle("week", "2026-11-18")).toBe("16 to 22 November");
    expect(rangeTitle("list", "2026-12-01")).toBe("30 November to 6 December");
    expect(rangeTitle("month", "2026-11-18")).toBe("November 2026");
    expect(rangeTitle("day", "2026-11-18")).toBe("Wednesday 18 November");
    expect(dayTitle("2026-11-18")).toBe("Wed 18 November");
    expect(isSameMonth("2026-11-01", "2026-11-30")).toBe(true);
  });

  test("knows a day from other text", () => {
    expect([isDay("2026-11-18"), isDay("2026-13-01"), isDay("today")]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

test("the hours shown widen to hold every post", () => {
  expect(hourWindow([])).toEqual({ first: 8, last: 21 });
  expect(hourWindow([6 * 60 + 30, 23 * 60 + 45])).toEqual({ first: 6, last: 24 });
});

test("a free time keeps its distance from everything that follows", () => {
  const at = (time: string) => new Date(`2026-11-19T${time}:00Z`);
  expect(iso(freeTimeAfter(at("11:00"), [at("11:00")], 120))).toBe("2026-11-19T13:00:00.000Z");
  expect(iso(freeTimeAfter(at("11:00"), [at("11:00"), at("11:20")], 15))).toBe(
    "2026-11-19T11:45:00.000Z",
  );
});
