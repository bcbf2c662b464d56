import { describe, expect, it } from "vitest";
import { latestReportAt, nextReportAt, type ReportCadence, reportPeriod } from "./report-period";

const plan = (values: Partial<ReportCadence> = {}): ReportCadence => ({
  ...{ cadence: "daily", weekday: 1, hour: 8, timeZone: "Europe/Copenhagen" },
  ...values,
});
const next = (values: Partial<ReportCadence>, after: string) =>
  nextReportAt(plan(values), new Date(after)).toISOString();
const period = (values: Partial<ReportCadence>, due: string) => {
  const { from, to } = reportPeriod(plan(values), new Date(due));
  return [from.toISOString(), to.toISOString()];
};

describe("nextReportAt", () => {
  it("is the next such hour of the zone, and never the same one", () => {
    expect(next({}, "2026-03-02T06:59:00Z")).toBe("2026-03-02T07:00:00.000Z");
    expect(next({}, "2026-03-02T07:00:00Z")).toBe("2026-03-03T07:00:00.000Z");
    expect(next({ cadence: "weekly", weekday: 3 }, "2026-03-02T09:00:00Z")).toBe(
      "2026-03-04T07:00:00.000Z",
    );
    expect(next({ cadence: "weekly" }, "2026-03-02T09:00:00Z")).toBe("2026-03-09T07:00:00.000Z");
    expect(next({ cadence: "monthly" }, "2026-01-31T09:00:00Z")).toBe("2026-02-01T07:00:00.000Z");
  });

  it("keeps the hour when clocks change, and moves on where they skip it", () => {
    expect(next({}, "2026-03-28T08:00:00Z")).toBe("2026-03-29T06:00:00.000Z");
    expect(next({ hour: 2 }, "2026-03-28T08:00:00Z")).toBe("2026-03-29T01:00:00.000Z");
    expect(next({ hour: 2 }, "2026-03-29T01:00:00Z")).toBe("2026-03-30T00:00:00.000Z");
  });
});

describe("reportPeriod", () => {
  it("is what is over: a day, seven days, a month", () => {
    const due = "2026-03-02T07:00:00Z";
    expect(period({}, due)).toEqual(["2026-02-28T23:00:00.000Z", "2026-03-01T23:00:00.000Z"]);
    expect(period({ cadence: "weekly" }, due)[0]).toBe("2026-02-22T23:00:00.000Z");
    expect(period({ cadence: "monthly" }, "2026-04-01T06:00:00Z")).toEqual([
      "2026-02-28T23:00:00.000Z",
      "2026-03-31T22:00:00.000Z",
    ]);
  });

  it("leaves no hour between two reports where a day begins at one o’clock", () => {
    const cairo = { timeZone: "Africa/Cairo" };
    const [, end] = period(cairo, "2026-04-25T06:00:00Z");
    const [next] = period(cairo, "2026-04-26T06:00:00Z");
    expect([end, next]).toEqual(["2026-04-24T21:00:00.000Z", "2026-04-24T21:00:00.000Z"]);
    expect(period(cairo, "2026-04-25T06:00:00Z")[0]).toBe("2026-04-23T22:00:00.000Z");
    const azores = { timeZone: "Atlantic/Azores" };
    expect(period(azores, "2026-03-29T09:00:00Z")[1]).toBe("2026-03-29T01:00:00.000Z");
    expect(period(azores, "2026-03-30T08:00:00Z")[0]).toBe("2026-03-29T01:00:00.000Z");
  });
});

describe("latestReportAt", () => {
  it("leaves out those that were missed before it", () => {
    const now = new Date("2026-03-05T10:00:00Z");
    const due = new Date("2026-03-02T07:00:00Z");
    expect(latestReportAt(plan(), due, now).toISOString()).toBe("2026-03-05T07:00:00.000Z");
    expect(latestReportAt(plan(), due, due)).toEqual(due);
  });
});
