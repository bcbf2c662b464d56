import type { ArmBelief } from "./algorithm";

interface Curve {
  armId: string;
  points: { rate: number; density: number }[];
}

const POINTS = 72;
/** How far beyond the means the picture reaches, in standard deviations of the rate. */
const REACH = 3.2;

/**
 * The beliefs as curves over one span of rates, for a picture: the highest point of all is 1.
 * A curve is left out beyond its own reach.
 */
export function posteriorCurves(beliefs: readonly ArmBelief[]): Curve[] {
  if (beliefs.length === 0) return [];
  const spans = beliefs.map(({ mean, shape }) => {
    const reach = (REACH * mean) / Math.sqrt(shape);
    return { from: Math.max(mean - reach, mean / 50), to: mean + reach };
  });
  const tops = beliefs.map((belief) => logDensity(belief, modeOf(belief)));
  const top = Math.max(...tops);
  return beliefs.map((belief, i) => {
    const { from, to } = spans[i] ?? { from: 0, to: 1 };
    const points = Array.from({ length: POINTS }, (_, k) => {
      const rate = from + ((to - from) * k) / (POINTS - 1);
      return { rate, density: Math.exp(logDensity(belief, rate) - top) };
    });
    return { armId: belief.armId, points };
  });
}

const modeOf = ({ shape, scale }: ArmBelief): number => Math.max(shape - 1, 1e-9) / scale;

/** Of a Gamma variable. */
function logDensity({ shape, scale }: ArmBelief, rate: number): number {
  return shape * Math.log(scale) + (shape - 1) * Math.log(rate) - scale * rate - logGamma(shape);
}

/** Stirling's series, after shifting the argument up to where it is exact to ten digits. */
function logGamma(value: number): number {
  let [shifted, correction] = [value, 0];
  while (shifted < 8) {
    correction -= Math.log(shifted);
    shifted += 1;
  }
  const square = 1 / (shifted * shifted);
  const series = (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680))) / shifted;
  return (
    correction + (shifted - 0.5) * Math.log(shifted) - shifted + Math.log(2 * Math.PI) / 2 + series
  );
}
