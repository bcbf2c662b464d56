/** Densities of the arms on one even grid, each of area one. */
export interface DensityGrid {
  step: number;
  /** The value at each point, ascending. */
  values: Float64Array;
  densities: readonly Float64Array[];
}

/** How far the grid reaches beyond an arm's middle, and its step: in standard deviations of the arms. */
const REACH = 7;
const STEP = 0.06;
const MOST_POINTS = 20_000;

/** The even grid that covers bell-shaped densities of these middles and spreads. */
export function evenGrid(bells: readonly { middle: number; spread: number }[]): {
  start: number;
  step: number;
  points: number;
} {
  const start = Math.min(...bells.map(({ middle, spread }) => middle - REACH * spread));
  const end = Math.max(...bells.map(({ middle, spread }) => middle + REACH * spread));
  const finest = Math.min(...bells.map(({ spread }) => spread)) * STEP;
  const step = Math.max(finest, (end - start) / MOST_POINTS);
  return { start, step, points: Math.ceil((end - start) / step) + 1 };
}

/** A density known up to a factor, by its logarithm, on the grid. */
export function toDensity(logDensity: Float64Array, step: number): Float64Array {
  const top = logDensity.reduce((a, b) => Math.max(a, b), -Infinity);
  const density = logDensity.map((log) => Math.exp(log - top));
  const area = density.reduce((a, b) => a + b, 0) * step;
  return density.map((each) => each / area);
}

/** The share below each point: Newton-Cotes over four points, exact for cubics. */
function toShares(density: Float64Array, step: number): Float64Array {
  const shares = new Float64Array(density.length);
  const height = (i: number) => density[i] ?? 0;
  let sum = 0;
  for (let i = 1; i < density.length; i++) {
    sum += (step / 24) * (13 * (height(i - 1) + height(i)) - height(i - 2) - height(i + 1));
    shares[i] = Math.min(Math.max(sum, 0), 1);
  }
  return shares;
}

export interface BestArm {
  odds: number[];
  /** What the best arm is worth on average. */
  best: number;
  /** Of each arm, the share below each point. */
  shares: Float64Array[];
}

/** How likely each arm is the best, by quadrature. */
export function chanceOfBest(grid: DensityGrid): BestArm {
  const { step, values, densities } = grid;
  const shares = densities.map((density) => toShares(density, step));
  const odds = densities.map(() => 0);
  const above = new Float64Array(densities.length + 1);
  let best = 0;
  for (let i = 0; i < values.length; i++) {
    above[densities.length] = 1;
    for (let k = densities.length - 1; k >= 0; k--) {
      above[k] = (above[k + 1] ?? 1) * (shares[k]?.[i] ?? 0);
    }
    let below = 1;
    for (let k = 0; k < densities.length; k++) {
      const wins = (densities[k]?.[i] ?? 0) * below * (above[k + 1] ?? 1) * step;
      odds[k] = (odds[k] ?? 0) + wins;
      best += wins * (values[i] ?? 0);
      below *= shares[k]?.[i] ?? 0;
    }
  }
  return { odds, best, shares };
}
