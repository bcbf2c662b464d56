/**
 * Share of a post's two-day results that is in by an hour of its age, from items of news pages
 * (Moniz and Torgo 2018, arXiv 1801.07055, CC BY).
 */
const ARRIVED: readonly (readonly [hours: number, share: number])[] = [
  [0, 0],
  [1, 0.044],
  [3, 0.109],
  [6, 0.194],
  [12, 0.402],
  [18, 0.565],
  [24, 0.7],
  [30, 0.804],
  [36, 0.883],
  [48, 1],
];

/** What share of its results a post of this age has; all from two days on. */
export function arrivedShare(ageHours: number): number {
  const after = ARRIVED.findIndex(([hours]) => hours > ageHours);
  if (after < 0) return 1;
  const [from, low] = ARRIVED[after - 1] ?? [0, 0];
  const [to, high] = ARRIVED[after] ?? [48, 1];
  return low + ((high - low) * Math.max(ageHours - from, 0)) / (to - from);
}
