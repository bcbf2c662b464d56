import { describe, expect, it } from "vitest";
import { dayOf, dayStart, toWindow } from "@/components/analytics/results-period";

const zone = "Europe/Copenhagen";
const today = "2026-03-30";
const dates = (fromDay: string, toDay: string) => ({ period: "dates" as const, fromDay, toDay });

describe("toWindow", () => {
  it("begins whole days ago by the reader's calendar", () => {
    const choice = { period: "7" as const, fromDay: "", toDay: "" };
    expect(toWindow(choice, zone, today)).toEqual({ from: "2026-03-23T23:00:00.000Z" });
  });

  it("takes both days of a range whole, over a change of the clocks", () => {
    expect(toWindow(dates("2026-03-28", "2026-03-29"), zone, today)).toEqual({
      from: "2026-03-27T23:00:00.000Z",
      to: "2026-03-29T22:00:00.000Z",
    });
  });

  it("leaves open what is not given", () => {
    expect(toWindow(dates("", ""), zone, today)).toEqual({});
    expect(toWindow({ period: "all", fromDay: "2026-01-01", toDay: "" }, zone, today)).toEqual({});
  });
});

it.each([
  ["UTC", "2026-06-01T00:00:00.000Z"],
  ["America/New_York", "2026-06-01T04:00:00.000Z"],
  ["Asia/Kathmandu", "2026-05-31T18:15:00.000Z"],
  ["America/St_Johns", "2026-06-01T02:30:00.000Z"],
])("a day begins in %s", (name, start) => {
  expect(dayStart("2026-06-01", name)).toBe(start);
  expect(dayOf(Date.parse(start), name)).toBe("2026-06-01");
  expect(dayOf(Date.parse(start) - 1, name)).toBe("2026-05-31");
});
