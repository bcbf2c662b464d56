import { describe, expect, it } from "vitest";
import {
  curveCount,
  curveFinding,
  curveRows,
  firstWords,
  usualNote,
  usualWords,
} from "@/components/analytics/post-curve-words";

const usual = [
  { ageHours: 0, middle: 0, low: 0, high: 0 },
  { ageHours: 10, middle: 100, low: 50, high: 200 },
];
const curve = (views: number, engagements = 0) => ({
  ...{ postId: "p", publishedAt: "2026-11-20T09:00:00Z", usual, usualPosts: 12 },
  told: { views: true, clicks: true },
  points: [{ ageHours: 5, views, engagements, clicks: 0 }],
});

describe("a post's curve in words", () => {
  it("says how it stands at its own age", () => {
    const said = (views: number) => curveFinding(curve(views), "views");
    expect(said(150)).toBe("More views than usual: 150 after 5 hours, 50 is usual");
    expect(said(60)).toBe("As usual for this account: 60 views after 5 hours");
    expect(said(3)).toBe("Fewer views than usual: 3 after 5 hours, 50 is usual");
    expect(curveFinding({ ...curve(3), usual: null }, "views")).toBe("3 views so far");
  });

  it("goes by interactions where nobody tells views, and not where there are none", () => {
    expect(curveCount({ told: { views: false, clicks: true } })).toBe("engagements");
    expect(curveCount(curve(0, 4))).toBe("views");
    expect(curveFinding(curve(0, 1), "engagements")).toBe("1 interaction so far");
    const untold = { ...curve(0, 4), told: { views: false, clicks: false } };
    expect(curveRows(untold)[1]?.slice(0, 4)).toEqual([5, null, 4, null]);
  });

  it("says what the band is of, or how many posts are missing for one", () => {
    const said = (usualPosts: number) =>
      usualWords({ ...curve(1), usual: null, usualPosts }, "views");
    expect(usualWords(curve(1), "views")).toBe(
      "Band: where 8 in 10 of up to 12 other posts of this account were",
    );
    const needed = "What is usual is told from ten other posts of this account on";
    expect([0, 1, 5, 10].map(said)).toEqual([
      `${needed}; there are none yet`,
      `${needed}; there is one`,
      `${needed}; there are five`,
      `${needed} that were read at the same age`,
    ]);
    expect(usualWords(curve(1), "engagements")).toBe("Views are not told here");
  });

  it("owns up to a first reading that came late", () => {
    expect(firstWords(curve(7))).toBe("First read 5 hours after it went out");
    expect(
      firstWords({ points: [{ ageHours: 0.25, views: 1, engagements: 0, clicks: 0 }] }),
    ).toBeNull();
    expect(firstWords({ points: [] })).toBeNull();
  });

  it("gives the usual figures beside each point, as far as they are known", () => {
    expect(usualNote(curve(1), 5)).toBe("Usual: 50 (25 to 100)");
    expect(usualNote(curve(1), 11)).toBeNull();
    expect(curveRows(curve(7))[1]).toEqual([5, 7, 0, 0, 50, 25, 100]);
  });
});
