import { describe, expect, it } from "vitest";
import {
  curveCount,
  curveFinding,
  curveRows,
  usualNote,
} from "@/components/analytics/post-curve-words";

const usual = [
  { ageHours: 0, middle: 0, low: 0, high: 0 },
  { ageHours: 10, middle: 100, low: 50, high: 200 },
];
const curve = (views: number, engagements = 0) => ({
  ...{ postId: "p", publishedAt: "2026-11-20T09:00:00Z", usual, usualPosts: 9 },
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

  it("goes by interactions where nobody tells views", () => {
    expect(curveCount(curve(0, 4))).toBe("engagements");
    expect(curveCount(curve(0, 0))).toBe("views");
    expect(curveFinding(curve(0, 1), "engagements")).toBe("1 interaction so far");
  });

  it("gives the usual figures beside each point, as far as they are known", () => {
    expect(usualNote(curve(1), 5)).toBe("Usual: 50 (25 to 100)");
    expect(usualNote(curve(1), 11)).toBeNull();
    expect(curveRows(curve(7))[1]).toEqual([5, 7, 0, 0, 50, 25, 100]);
  });
});
