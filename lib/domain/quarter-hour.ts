/** Rollups keep sums by quarter of an hour, in milliseconds. */
export const QUARTER_MS = 15 * 60_000;

/** The start of the quarter of an hour that an instant lies in. */
export const quarterOf = (at: number): number => Math.floor(at / QUARTER_MS) * QUARTER_MS;
