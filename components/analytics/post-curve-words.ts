import type { FigureRows } from "@/components/analytics/figure-rows";
import { countOf, inFigures } from "@/components/analytics/figures-in-words";
import { ageInWords, standingOf, usualAt } from "@/components/analytics/post-age";
import type { PostCurveView } from "@/lib/contracts/analytics";

export type CurveCount = "views" | "engagements";

/** Views, or interactions where nobody tells how often a post is seen. */
export function curveCount({ points }: Pick<PostCurveView, "points">): CurveCount {
  const last = points.at(-1);
  return last && last.views === 0 && last.engagements > 0 ? "engagements" : "views";
}

export function curveFinding(curve: PostCurveView, count: CurveCount): string {
  const last = curve.points.at(-1);
  const value = last?.[count] ?? 0;
  const so = `${countOf(value, count === "views" ? "view" : "interaction")} so far`;
  const stand = count === "views" ? standingOf(curve) : null;
  if (!stand) return so;
  const age = ageInWords(stand.ageHours);
  const usual = inFigures(stand.middle);
  switch (stand.standing) {
    case "above":
      return `More views than usual: ${inFigures(value)} after ${age}, ${usual} is usual`;
    case "below":
      return `Fewer views than usual: ${inFigures(value)} after ${age}, ${usual} is usual`;
    case "within":
      return `As usual for this account: ${countOf(value, "view")} after ${age}`;
  }
}

/** What is usual at an age: "Usual: 320 (210 to 540)". */
export function usualNote({ usual }: PostCurveView, ageHours: number): string | null {
  const at = usual ? usualAt(usual, ageHours) : null;
  return at
    ? `Usual: ${inFigures(at.middle)} (${inFigures(at.low)} to ${inFigures(at.high)})`
    : null;
}

export const curveRows = (curve: PostCurveView): FigureRows => [
  [
    ...["Age in hours", "Views", "Interactions", "Clicks"],
    ...["Usual views", "Usual from", "Usual to"],
  ],
  ...curve.points.map(({ ageHours, views, engagements, clicks }) => {
    const at = curve.usual ? usualAt(curve.usual, ageHours) : null;
    return [
      ...[ageHours, views, engagements, clicks],
      ...[at?.middle ?? null, at?.low ?? null, at?.high ?? null],
    ];
  }),
];
