/**
 * Whole numbers that sum to the total, in the proportion of the shares: what rounding down leaves over
 * goes to the largest remainders, of equal ones to the first. Nothing is shared out where no share is.
 */
export function apportion(total: number, shares: readonly number[]): number[] {
  const sum = shares.reduce((all, share) => all + share, 0);
  if (sum <= 0) return shares.map(() => 0);
  const exact = shares.map((share) => steady((share / sum) * total));
  const floors = exact.map(Math.floor);
  const left = total - floors.reduce((all, part) => all + part, 0);
  const order = exact
    .map((value, at) => ({ at, rest: steady(value - Math.floor(value)) }))
    .toSorted((a, b) => b.rest - a.rest || a.at - b.at);
  const lucky = new Set(order.slice(0, left).map(({ at }) => at));
  return floors.map((part, at) => (lucky.has(at) ? part + 1 : part));
}

/** Without the crumbs of binary fractions: 28.999999999999996 is 29. */
const steady = (value: number): number => Number(value.toFixed(9));
