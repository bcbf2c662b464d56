import { describe, expect, it } from "vitest";
import { toCsv, toFileName } from "@/components/analytics/figure-rows";

describe("toCsv", () => {
  it("leaves what nobody can tell empty, and quotes what would break a line", () => {
    const rows = [
      ["Post", "Views"],
      ['Say "hello", twice', null],
      ["=1+1", 0],
    ];
    expect(toCsv(rows)).toBe('\uFEFFPost,Views\r\n"Say ""hello"", twice",\r\n\'=1+1,0\r\n');
  });
});

describe("toFileName", () => {
  const at = new Date("2026-11-23T23:30:00Z");

  it("names the figure and the day of the zone", () => {
    expect(toFileName("Views by day", at, "Europe/Copenhagen")).toBe("views-by-day-2026-11-24");
  });

  it("holds nothing that a file system would mind", () => {
    expect(toFileName("Clicks / views: “all”", at, "UTC")).toBe("clicks-views-all-2026-11-23");
    expect(toFileName("?", at, "UTC")).toBe("figure-2026-11-23");
  });
});
