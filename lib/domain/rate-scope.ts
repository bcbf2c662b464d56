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

interface Rate {
  name: string;
  sides: readonly RateSide[];
}

/** Why rates are not the figures beside them divided by each other: whose they are. Null: each is of all. */
export function scopeNotes(rows: readonly Row[], rates: readonly Rate[]): string | null {
  const notes = rates.flatMap(({ name, sides }) => {
    const scope = rateScope(rows, sides);
    return scope === null ? [] : [{ name, scope }];
  });
  const said = [...Map.groupBy(notes, ({ scope }) => scope)].map(([scope, own]) =>
    own.length > 1 ? `Both rates count ${scope}.` : `${own[0]?.name ?? ""} counts ${scope}.`,
  );
  return said.length === 0 ? null : said.join(" ");
}

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
