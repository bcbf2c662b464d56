import { describe, expect, it } from "vitest";
import { dayFinding, hoursRead, readUntil } from "@/components/analytics/hours-read";

const start = Date.parse("2026-11-26T00:00:00Z");
const hourMs = 3_600_000;
const at = (clock: string) => `2026-11-26T${clock}:00Z`;

function overview(views: number[], freshAt: string | null, now: string, usual?: number) {
  const hour = (index: number) => new Date(start + index * hourMs).toISOString();
  return {
    ...{ freshAt, now },
    recent: {
      hours: views.map((count, index) => ({ at: hour(index), views: count })),
      usual:
        usual === undefined
          ? null
          : Array.from({ length: 24 }, (_, index) => ({
              ...{ at: hour(index), middle: usual, low: 0, high: 2 * usual },
            })),
      ...{ usualDays: 0, dayStart: hour(0), dayEnd: hour(24), marks: [] },
    },
  };
}
const until = (day: ReturnType<typeof overview>) => {
  const read = readUntil(day);
  return read === null ? null : new Date(read).toISOString().slice(11, 16);
};

describe("what of today is known", () => {
  it("ends with the last reading", () => {
    const day = overview([0, 40, 0, 0, 0], at("02:20"), at("04:10"));
    expect(until(day)).toBe("02:20");
    expect(hoursRead(day).map(({ views }) => views)).toEqual([0, 40, 0]);
  });

  it("goes on to what others counted after it, and never beyond now", () => {
    expect(until(overview([0, 40, 0, 7, 0], at("01:20"), at("04:10")))).toBe("04:00");
    expect(until(overview([0, 40, 0, 0, 7], at("01:20"), at("04:10")))).toBe("04:10");
    expect(until(overview([0, 40], at("01:20"), at("01:10")))).toBe("01:10");
  });

  it("is nothing before the first reading of the day", () => {
    for (const freshAt of [null, "2026-11-25T23:01:00Z"]) {
      const day = overview([0, 0, 0, 0, 0], freshAt, at("04:01"), 10);
      expect([until(day), hoursRead(day), dayFinding(day)]).toEqual([
        ...[null, [], "No results were read today yet"],
      ]);
    }
  });
});

describe("the day in a finding", () => {
  it("holds only hours that were read to their end against a usual day", () => {
    expect(dayFinding(overview([10, 10, 3, 0, 0], at("02:10"), at("04:10"), 10))).toBe(
      "Today runs like a usual day",
    );
    expect(dayFinding(overview([5, 10, 3, 0, 0], at("02:10"), at("04:10"), 10))).toBe(
      "Views run 25% below a usual day",
    );
  });

  it("counts where no usual day is known", () => {
    expect(dayFinding(overview([5, 10, 3], at("02:10"), at("02:10")))).toBe(
      "18 views today so far",
    );
  });
});
