import { afterEach, describe, expect, it } from "vitest";
import { nextRuns } from "./slots";

/** Wall times and UTC instants worked out by hand from the zones' published rules. */
interface Case {
  zone: string;
  what: string;
  cron: string;
  after: string;
  runs: string[];
}

const CASES: Case[] = [
  // 29 March 2026, 01:00Z: 02:00 becomes 03:00 (+01 to +02). 25 October, 01:00Z: 03:00 becomes 02:00.
  {
    ...{ zone: "Europe/Berlin", what: "spring, a skipped time", cron: "30 2 * * *" },
    after: "2026-03-28T00:00",
    runs: ["2026-03-28T01:30", "2026-03-29T01:00", "2026-03-30T00:30"],
  },
  {
    ...{ zone: "Europe/Berlin", what: "spring, all of a skipped hour", cron: "*/15 2-3 * * *" },
    after: "2026-03-29T00:30",
    runs: ["2026-03-29T01:00", "2026-03-29T01:15", "2026-03-29T01:30", "2026-03-29T01:45"],
  },
  {
    ...{ zone: "Europe/Berlin", what: "autumn, a repeated time", cron: "30 2 * * *" },
    after: "2026-10-24T12:00",
    runs: ["2026-10-25T00:30", "2026-10-26T01:30"],
  },
  {
    ...{ zone: "Europe/Berlin", what: "autumn, each hour but the repeated one", cron: "0 * * * *" },
    after: "2026-10-24T22:30",
    runs: ["2026-10-24T23:00", "2026-10-25T00:00", "2026-10-25T02:00"],
  },
  {
    ...{ zone: "Europe/Berlin", what: "autumn, asked in the repeated hour", cron: "30 2 * * *" },
    after: "2026-10-25T01:10",
    runs: ["2026-10-26T01:30"],
  },
  // 8 March 2026, 07:00Z: 02:00 becomes 03:00 (-05 to -04). 1 November, 06:00Z: 02:00 becomes 01:00.
  {
    ...{ zone: "America/New_York", what: "spring, a skipped time", cron: "15 2 * * *" },
    after: "2026-03-07T12:00",
    runs: ["2026-03-08T07:00", "2026-03-09T06:15"],
  },
  {
    ...{ zone: "America/New_York", what: "spring, a morning time", cron: "0 9 * * *" },
    after: "2026-03-07T00:00",
    runs: ["2026-03-07T14:00", "2026-03-08T13:00"],
  },
  {
    ...{ zone: "America/New_York", what: "autumn, a repeated time", cron: "30 1 * * *" },
    after: "2026-10-31T12:00",
    runs: ["2026-11-01T05:30", "2026-11-02T06:30"],
  },
  // 4 October 2026, 15:30Z of the 3rd: 02:00 becomes 02:30 (+10:30 to +11). 5 April: back at 15:00Z.
  {
    ...{ zone: "Australia/Lord_Howe", what: "spring, half an hour skipped", cron: "15 2 * * *" },
    after: "2026-10-02T20:00",
    runs: ["2026-10-03T15:30", "2026-10-04T15:15"],
  },
  {
    ...{ zone: "Australia/Lord_Howe", what: "spring, its end is not skipped", cron: "30 2 * * *" },
    after: "2026-10-02T20:00",
    runs: ["2026-10-03T15:30", "2026-10-04T15:30"],
  },
  {
    ...{ zone: "Australia/Lord_Howe", what: "autumn, half an hour repeated", cron: "*/15 1 * * *" },
    after: "2026-04-04T13:50",
    runs: [
      ...["2026-04-04T14:00", "2026-04-04T14:15", "2026-04-04T14:30", "2026-04-04T14:45"],
      "2026-04-05T14:30",
    ],
  },
  // Ramadan 2026: 15 February, 02:00Z: 03:00 becomes 02:00 (+01 to +00). 22 March, 02:00Z: back.
  {
    ...{ zone: "Africa/Casablanca", what: "into Ramadan, a repeated time", cron: "30 2 * * *" },
    after: "2026-02-14T12:00",
    runs: ["2026-02-15T01:30", "2026-02-16T02:30"],
  },
  {
    ...{ zone: "Africa/Casablanca", what: "out of Ramadan, a skipped time", cron: "30 2 * * *" },
    after: "2026-03-21T12:00",
    runs: ["2026-03-22T02:00", "2026-03-23T01:30"],
  },
  {
    ...{ zone: "Africa/Casablanca", what: "in Ramadan, at nine", cron: "0 9 21,22 * *" },
    after: "2026-03-01T00:00",
    runs: ["2026-03-21T09:00", "2026-03-22T08:00"],
  },
  // 29 December 2011 ends at 10:00Z of the 30th (-10) and the 31st begins (+14): there is no 30th.
  {
    ...{ zone: "Pacific/Apia", what: "the skipped day", cron: "0 9 * * *" },
    after: "2011-12-29T12:00",
    runs: ["2011-12-29T19:00", "2011-12-30T10:00", "2011-12-30T19:00"],
  },
  {
    ...{ zone: "Pacific/Apia", what: "each hour of the skipped day, once", cron: "0 * * * *" },
    after: "2011-12-30T08:30",
    runs: ["2011-12-30T09:00", "2011-12-30T10:00", "2011-12-30T11:00"],
  },
  {
    ...{ zone: "Pacific/Apia", what: "a weekday, the Friday that was skipped", cron: "0 9 * * 5" },
    after: "2011-12-24T00:00",
    runs: ["2011-12-30T10:00", "2012-01-05T19:00"],
  },
  // 24 September 2011, 14:00Z: 03:00 becomes 04:00 (-11 to -10). 2 April 2011, 14:00Z: back.
  {
    ...{ zone: "Pacific/Apia", what: "spring, a skipped time", cron: "30 3 * * *" },
    after: "2011-09-24T00:00",
    runs: ["2011-09-24T14:00", "2011-09-25T13:30"],
  },
  {
    ...{ zone: "Pacific/Apia", what: "autumn, a repeated time", cron: "30 3 * * *" },
    after: "2011-04-02T00:00",
    runs: ["2011-04-02T13:30", "2011-04-03T14:30"],
  },
  // No summer time; 1 January 1986, 00:00 became 00:15 (+05:30 to +05:45).
  {
    ...{ zone: "Asia/Kathmandu", what: "a quarter of an hour off", cron: "0 9 * * *" },
    after: "2026-03-28T00:00",
    runs: ["2026-03-28T03:15", "2026-03-29T03:15"],
  },
  {
    ...{ zone: "Asia/Kathmandu", what: "fifteen minutes skipped", cron: "5 0 * * *" },
    after: "1985-12-30T20:00",
    runs: ["1985-12-31T18:30", "1986-01-01T18:20"],
  },
  {
    ...{ zone: "Europe/Berlin", what: "29 February", cron: "0 12 29 2 *" },
    after: "2026-01-01T00:00",
    runs: ["2028-02-29T11:00", "2032-02-29T11:00"],
  },
  {
    ...{ zone: "America/New_York", what: "29 February beside the last day", cron: "0 12 L 2 *" },
    after: "2026-01-01T00:00",
    runs: ["2026-02-28T17:00", "2027-02-28T17:00", "2028-02-29T17:00"],
  },
  {
    ...{ zone: "Europe/Berlin", what: "month ends, the 31st only", cron: "0 0 31 * *" },
    after: "2026-01-01T00:00",
    runs: ["2026-01-30T23:00", "2026-03-30T22:00", "2026-05-30T22:00", "2026-07-30T22:00"],
  },
  {
    ...{ zone: "Asia/Kathmandu", what: "month ends, the last day", cron: "30 23 L * *" },
    after: "2026-01-01T00:00",
    runs: ["2026-01-31T17:45", "2026-02-28T17:45", "2026-03-31T17:45", "2026-04-30T17:45"],
  },
  {
    ...{
      zone: "Europe/Berlin",
      what: "each 13 hours begin anew at midnight",
      cron: "0 */13 * * *",
    },
    after: "2026-03-28T00:00",
    runs: ["2026-03-28T12:00", "2026-03-28T23:00", "2026-03-29T11:00", "2026-03-29T22:00"],
  },
  {
    ...{ zone: "Australia/Lord_Howe", what: "weekdays over the year's end", cron: "0 9 * * 1-5" },
    after: "2026-12-31T00:00",
    runs: ["2026-12-31T22:00", "2027-01-03T22:00"],
  },
];

const runsOf = ({ zone, cron, after, runs }: Case): string[] =>
  nextRuns({
    ...{ cron, runAt: null, timeZone: zone },
    ...{ after: new Date(`${after}:00Z`), count: runs.length },
  }).map((run) => run.toISOString().slice(0, 16));

describe("runs at clock changes and calendar edges", () => {
  it.each(CASES)("$zone: $what ($cron)", (each) => {
    expect(runsOf(each)).toEqual(each.runs);
  });
});

describe("the zone of the process", () => {
  const own = process.env.TZ;
  afterEach(() => {
    if (own === undefined) delete process.env.TZ;
    else process.env.TZ = own;
  });

  it.each([
    ["Pacific/Apia", -780],
    ["Australia/Lord_Howe", -660],
    ["America/New_York", 300],
  ])("%s changes nothing", (zone, offset) => {
    process.env.TZ = zone;
    // Tells that the process really is there now.
    expect(new Date(2026, 0, 1).getTimezoneOffset()).toBe(offset);
    for (const each of CASES) expect(runsOf(each)).toEqual(each.runs);
  });
});
