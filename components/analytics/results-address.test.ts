import { describe, expect, it } from "vitest";
import {
  EVERYTHING,
  isDay,
  type ResultsFilter,
  readAddress,
  toLists,
  writeAddress,
} from "@/components/analytics/results-address";

const start: ResultsFilter = { ...EVERYTHING, period: "28" };
const read = (query: string) => readAddress(new URLSearchParams(query), start);
const one = "01980000-0000-7000-8000-000000000001";
const two = "01980000-0000-7000-8000-000000000002";

describe("the address of a choice", () => {
  it("holds nothing while nothing is chosen", () => {
    expect(writeAddress(start, start)).toBe("");
    expect(read("")).toEqual({ filter: start, ignored: [] });
  });

  it("comes back as it was written", () => {
    const filter: ResultsFilter = {
      ...{ period: "dates", fromDay: "2026-02-28", toDay: "2026-03-01" },
      ...{ platform: ["x", "linkedin"], accountId: [one, two], campaignId: [two] },
      ...{ variantId: [one], tag: ["spring sale", "été"] },
    };
    const query = writeAddress(filter, start);
    expect(query).toContain("platform=x,linkedin");
    expect(read(query)).toEqual({ filter, ignored: [] });
    expect(read(`${query}&utm_source=mail`)).toEqual({ filter, ignored: [] });
  });

  it("is read without what means nothing, and says what that was", () => {
    const query = `period=8&platform=x,myspace,x&accountId=1,${one}&tag=&campaignId=,`;
    expect(read(query)).toEqual({
      filter: { ...start, platform: ["x"], accountId: [one] },
      ignored: [
        { value: "8", wanted: "a period" },
        { value: "myspace", wanted: "a platform" },
        { value: "1", wanted: "an account" },
      ],
    });
  });

  it("takes no day that is not in the calendar, and no end before the start", () => {
    const dates = { period: "dates", fromDay: "", toDay: "" };
    const bad = read("period=dates&fromDay=2026-02-30&toDay=0001-01-01");
    expect(bad.filter).toMatchObject(dates);
    expect(bad.ignored.map(({ value }) => value)).toEqual(["2026-02-30", "0001-01-01"]);
    const backward = read("period=dates&fromDay=2026-03-02&toDay=2026-03-01");
    expect(backward.filter).toMatchObject({ ...dates, fromDay: "2026-03-02" });
    expect(backward.ignored).toEqual([{ value: "2026-03-01", wanted: "a day after 2026-03-02" }]);
    // Days belong to a choice of dates alone.
    expect(read("period=7&fromDay=2026-03-02").filter).toEqual({ ...start, period: "7" });
  });

  it("names a hundred of a kind and no more", () => {
    const tags = Array.from({ length: 101 }, (_, nth) => `t${nth}`);
    const { filter, ignored } = read(`tag=${tags.join(",")}`);
    expect(filter.tag).toHaveLength(100);
    expect(ignored).toEqual([{ value: "t100", wanted: "a tag" }]);
  });
});

it("asks only for what was chosen", () => {
  expect(toLists(start)).toEqual({});
  expect(toLists({ ...start, tag: ["a"] })).toEqual({ tag: ["a"] });
});

it.each([
  ["2024-02-29", true],
  ["2025-02-29", false],
  ["2026-13-01", false],
  ["1999-12-31", false],
  ["12026-01-01", false],
])("%s is a day: %s", (text, answer) => {
  expect(isDay(text)).toBe(answer);
});
