import type { ArmBelief, ArmPosterior, Snapshot } from "./algorithm";
import { sharedOf } from "./beliefs";
import { chanceOfBest, evenGrid, toDensity } from "./chance-of-best";
import { widening } from "./likely-range";
import { candidatesOf } from "./settle-choice";

const LOW = 0.05;
const HIGH = 0.95;

/**
 * What is believed of each candidate, for people to look at. By quadrature over the logarithm of
 * the rate, so that it is the same everywhere; too slow for where posts are claimed.
 */
export function posteriors(snapshot: Snapshot): ArmPosterior[] {
  const arms = candidatesOf(snapshot);
  const { start, step, points } = evenGrid(
    arms.map(({ mean, shape }) => ({
      middle: Math.log(mean),
      // The lower tail of a small shape falls off like an exponential, not like a bell.
      spread: Math.max(1 / Math.sqrt(shape), 4 / shape),
    })),
  );
  const logs = Float64Array.from({ length: points }, (_, i) => start + i * step);
  const values = logs.map(Math.exp);
  const densities = arms.map(({ shape, scale }) =>
    toDensity(
      logs.map((log, i) => shape * log - scale * (values[i] ?? 0)),
      step,
    ),
  );
  const { odds, best, shares } = chanceOfBest({ step, values, densities });
  const total = odds.reduce((a, b) => a + b, 0);
  return arms.map((arm, i) => {
    const density = densities[i] ?? new Float64Array();
    const below = shares[i] ?? new Float64Array();
    const wider = widening(arm, sharedOf(snapshot));
    const widen = (log: number) => arm.mean * Math.exp((log - Math.log(arm.mean)) * wider);
    return {
      ...describe(arm, best),
      pBest: (odds[i] ?? 0) / total,
      low: widen(quantile(LOW, { start, step, density, below })),
      high: widen(quantile(HIGH, { start, step, density, below })),
    };
  });
}

function describe({ armId, mean }: ArmBelief, best: number) {
  return { armId, mean, expectedLoss: Math.max(1 - mean / best, 0) };
}

function quantile(
  share: number,
  grid: { start: number; step: number; density: Float64Array; below: Float64Array },
): number {
  const { start, step, density, below } = grid;
  const above = below.findIndex((each) => each >= share);
  const height = density[above] ?? 0;
  const excess = (below[above] ?? share) - share;
  if (height <= 0 || excess <= 0) return start + above * step;
  // Back to where the share is met: once by the height, once by the height halfway there.
  const slope = (height - (density[above - 1] ?? 0)) / step;
  const back = excess / Math.max(height - (slope * excess) / height / 2, height / 2);
  return start + above * step - back;
}
