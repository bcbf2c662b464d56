import type { FigureRows } from "@/components/analytics/figure-rows";
import { countOf, inFigures, inWords } from "@/components/analytics/figures-in-words";
import { ageInWords, standingOf, usualAt } from "@/components/analytics/post-age";
import type { PostCurveView } from "@/lib/contracts/analytics";
import { FEWEST_USUAL } from "@/lib/domain/post-curve";

/** Readings come often at first: what comes later than this was missed until then. */
const lateHours = 1;

export type CurveCount = "views" | "engagements";

/** Views, or interactions where nobody tells how often a post is seen. */
export const curveCount = ({ told }: Pick<PostCurveView, "told">): CurveCount =>
  told.views ? "views" : "engagements";

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

/** What the band is made of, or how much is missing for one. */
export function usualWords({ usual, usualPosts }: PostCurveView, count: CurveCount): string {
  if (count !== "views") return "Views are not told here";
  if (usual) return `Band: where 8 in 10 of up to ${usualPosts} other posts of this account were`;
  const needed = `What is usual is told from ${inWords(FEWEST_USUAL)} other posts of this account on`;
  if (usualPosts >= FEWEST_USUAL) return `${needed} that were read at the same age`;
  return `${needed}; there ${usualPosts === 1 ? "is" : "are"} ${usualPosts === 0 ? "none yet" : inWords(usualPosts)}`;
}

/** Where the line begins late: "First read 8 hours after it went out". */
export function firstWords({ points }: Pick<PostCurveView, "points">): string | null {
  const age = points[0]?.ageHours ?? 0;
  return age < lateHours ? null : `First read ${ageInWords(age)} after it went out`;
}

export const curveRows = (curve: PostCurveView): FigureRows => [
  [
    ...["Age in hours", "Views", "Interactions", "Clicks"],
    ...["Usual views", "Usual from", "Usual to"],
  ],
  ...curve.points.map(({ ageHours, views, engagements, clicks }) => {
    const at = curve.usual ? usualAt(curve.usual, ageHours) : null;
    const { told } = curve;
    return [
      ...[ageHours, told.views ? views : null, engagements, told.clicks ? clicks : null],
      ...[at?.middle ?? null, at?.low ?? null, at?.high ?? null],
    ];
  }),
];
