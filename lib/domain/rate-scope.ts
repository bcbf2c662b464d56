import type { PlatformResult } from "@/lib/contracts/analytics";

export type RateSide = "views" | "clicks";

interface Row {
  name: string;
  counts: Pick<PlatformResult["counts"], RateSide>;
}

export const listNames = (names: readonly string[]): string =>
  new Intl.ListFormat("en-GB").format(names);

/** Those whose counts a rate can be made of: they tell all its sides. */
export const tellers = <R extends Row>(rows: readonly R[], sides: readonly RateSide[]): R[] =>
  rows.filter(({ counts }) => sides.every((side) => counts[side] !== null));

/** "X only: Bluesky tells no views"; null where a rate is of all platforms, or of none. */
export function rateScope(rows: readonly Row[], sides: readonly RateSide[]): string | null {
  const inside = tellers(rows, sides);
  if (inside.length === 0 || inside.length === rows.length) return null;
  const why = sides.flatMap((side) => {
    const out = rows.filter(({ counts }) => counts[side] === null).map(({ name }) => name);
    return out.length === 0
      ? []
      : [`${listNames(out)} ${out.length === 1 ? "tells" : "tell"} no ${side}`];
  });
  return `${listNames(inside.map(({ name }) => name))} only: ${why.join("; ")}`;
}
