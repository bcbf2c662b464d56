const TOPICS: readonly (readonly [words: string, scope: RegExp])[] = [
  ["your messages", /messag|(^|[./_])dm(?![a-z])/],
  ["your contacts", /contact/],
  ["ads", /(^|[./_])ads?(?![a-z])/],
];

/** Who asks for which scopes. */
export interface Asking {
  label: string;
  scopes: readonly string[];
}

/**
 * What people fear to give away and do not: "Not asked for: your contacts, ads (except on Facebook)".
 * Null when all of it is asked for by everybody.
 */
export function toNotAsked(asking: readonly Asking[]): string | null {
  const parts = TOPICS.flatMap(([words, pattern]) => {
    const takers = asking.filter(({ scopes }) => scopes.some((scope) => pattern.test(scope)));
    if (takers.length === asking.length) return [];
    if (takers.length === 0) return [words];
    const names = new Intl.ListFormat("en-GB").format(takers.map(({ label }) => label));
    return [`${words} (except on ${names})`];
  });
  return parts.length === 0 ? null : `Not asked for: ${parts.join(", ")}`;
}

/** Asked for, and worth a line of its own. */
export const asksForAds = (scopes: readonly string[]): boolean =>
  scopes.some((scope) => /(^|[./_])ads?_management$/.test(scope));
