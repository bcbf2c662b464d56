import { describe, expect, it } from "vitest";
import { heatFacts } from "@/components/analytics/heat-facts";
import { toWeek } from "@/components/analytics/heat-scale";
import {
  cellWords,
  heatFinding,
  heatRows,
  seenWords,
  shadeWords,
} from "@/components/analytics/heat-words";

const tuesday = {
  ...{ weekday: 2, hour: 18, posts: 12, views: 900, engagements: 1, clicks: 0 },
  dates: { views: 3, engagements: 1, clicks: 0 },
};
const week = toWeek([tuesday]);

describe("the hours in words", () => {
  it("tell nothing from no knowledge", () => {
    expect(cellWords(tuesday, "views", true)).toBe("900 views; 12 posts went out.");
    expect(cellWords({ ...tuesday, posts: 0 }, "engagements", true)).toBe("1 interaction.");
    expect(cellWords({ ...tuesday, views: 1709, posts: 0 }, "views", true)).toBe(
      "1,709 views, about 1.7k.",
    );
    expect(cellWords(null, "views", true)).toBe("Nothing came in.");
    expect(cellWords(null, "views", false)).toBe("Not in this period, or before the first post.");
  });

  it("claim a best hour only where there is enough to see one", () => {
    const finding = (least: number) => heatFinding(heatFacts(week, "views", least), "views");
    expect(finding(4)).toBe("Tuesday 18:00–19:00 brought most views: 100% of 900, on three dates");
    const once = toWeek([{ ...tuesday, dates: { ...tuesday.dates, views: 1 } }]);
    expect(heatFinding(heatFacts(once, "views", 4), "views")).toBe(
      "No habit to see yet: the hour with most views had them on one date only",
    );
    expect(finding(0)).toBe("Too early to see a habit: 900 views, 12 posts out");
    expect(heatFinding(heatFacts(week, "clicks", 4), "clicks")).toBe("No clicks came in");
  });

  it("say how long there was to see anything", () => {
    expect(seenWords(undefined)).toBe("");
    expect([0, 1, 52].map(seenWords)).toEqual([
      "Posts were out for less than a week of it",
      "Each hour came at least once while posts were out",
      "Each hour came at least 52 times while posts were out",
    ]);
  });

  it("give every shade its figures", () => {
    expect(shadeWords([1, 100, 400], 412)).toEqual(["1–99", "100–399", "400–412"]);
    expect(shadeWords([1], 1)).toEqual(["1"]);
  });

  it("leave no hour out of the rows", () => {
    const rows = heatRows(week, { views: true, clicks: false });
    expect(rows).toHaveLength(169);
    expect(rows[43]).toEqual(["Tuesday", "18:00", 900, 1, null, 12]);
  });
});
