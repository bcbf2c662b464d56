import type { PostCurveView } from "@/lib/contracts/analytics";

type Usual = NonNullable<PostCurveView["usual"]>;

const plural = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** "45 minutes", "6 hours", "2 days". */
export function ageInWords(hours: number): string {
  if (hours < 1) return plural(Math.round(hours * 60), "minute");
  if (hours < 48) return plural(Math.round(hours), "hour");
  return plural(Math.round(hours / 24), "day");
}

const TICKS = [1, 3, 6, 12, 24, 48, 72, 120, 168, 336, 504, 720, 1440, 2160, 4320, 8760];

/** Of the width: closer than this two labels would touch. */
const leastApart = 0.11;
const mostTicks = 8;
const STEPS = [1, 2, 3, 6, 12, 24];

/** Ages that are written under the curve, as far as it goes. */
export function ageTicks(mostHours: number) {
  const ages = isDrawnCloser(mostHours) ? apart(mostHours) : even(mostHours);
  return ages.map((hours) => ({ hours, label: tickLabel(hours, mostHours) }));
}

function even(mostHours: number): number[] {
  const step = STEPS.find((each) => mostHours / each <= mostTicks) ?? 24;
  return Array.from({ length: Math.floor(mostHours / step) + 1 }, (_, index) => index * step);
}

function apart(mostHours: number): number[] {
  const kept = [0];
  for (const hours of TICKS.filter((each) => each >= 24 && each <= mostHours)) {
    const gap = Math.sqrt(hours) - Math.sqrt(kept.at(-1) ?? 0);
    if (gap >= leastApart * Math.sqrt(mostHours)) kept.push(hours);
  }
  return kept;
}

function tickLabel(hours: number, mostHours: number): string {
  if (hours === 0) return "Out";
  return mostHours <= 48 || hours % 24 !== 0 ? `${hours} h` : `${hours / 24} d`;
}

/** Between two known ages the usual figures lie on a line; before the first and after the last they are unknown. */
export function usualAt(usual: Usual, ageHours: number): Usual[number] | null {
  const after = usual.findIndex((point) => point.ageHours >= ageHours);
  const to = usual[after];
  if (!to) return null;
  if (to.ageHours === ageHours) return to;
  const from = usual[after - 1];
  if (!from) return null;
  const part = (ageHours - from.ageHours) / (to.ageHours - from.ageHours);
  const between = (a: number, b: number) => a + (b - a) * part;
  return {
    ageHours,
    middle: between(from.middle, to.middle),
    low: between(from.low, to.low),
    high: between(from.high, to.high),
  };
}

export type Standing = "above" | "within" | "below";

/** How a post stands against the band of the account's posts at the same age. */
export function standingOf({ points, usual }: Pick<PostCurveView, "points" | "usual">) {
  const last = points.at(-1);
  const beside = last && usual ? usualAt(usual, last.ageHours) : null;
  if (!last || !beside) return null;
  const standing: Standing =
    last.views > beside.high ? "above" : last.views < beside.low ? "below" : "within";
  return { standing, views: last.views, ...beside };
}

/** Past some days hours lie closer together, so that the first day stays readable. */
const evenUntilHours = 96;

export const isDrawnCloser = (mostHours: number) => mostHours > evenUntilHours;

/** Where an age lies on the axis, and back. */
export const toAxis = (hours: number, isCloser: boolean) => (isCloser ? Math.sqrt(hours) : hours);
export const fromAxis = (place: number, isCloser: boolean) => (isCloser ? place ** 2 : place);

/** The usual curve as far as it is drawn, with a point where the drawing ends. */
export function usualUntil(usual: Usual, mostHours: number): Usual {
  const inside = usual.filter(({ ageHours }) => ageHours < mostHours);
  const end = usualAt(usual, mostHours);
  return end ? [...inside, end] : inside;
}

type Points = PostCurveView["points"];

/** What was counted by each of the written ages, and the last of all. */
export function atAges(points: Points): Points {
  const kept = TICKS.flatMap((hours) => points.findLast(({ ageHours }) => ageHours <= hours) ?? []);
  return [...new Set([...kept, ...points.slice(-1)])];
}
