import type { ArmBelief } from "./algorithm";
import type { SharedBelief } from "./beliefs";

/** A normal's 95th percentile: nine in ten lie between it and its mirror image. */
const Z90 = 1.6448536269515;

/**
 * The 90 percent range of an arm's rate, quickly enough for where posts are claimed: a Gamma variable
 * as the cube of a normal (Wilson and Hilferty 1931), within a percent of what `posteriors` finds.
 */
export function likelyRange(
  arm: Pick<ArmBelief, "mean" | "shape" | "scale">,
  shared: Readonly<SharedBelief>,
): { low: number; high: number } {
  const { mean, shape } = arm;
  const wider = widening(arm, shared);
  const at = (z: number) => {
    const root = 1 - 1 / (9 * shape) + z / (3 * Math.sqrt(shape));
    return mean * Math.max(root, 0) ** (3 * wider);
  };
  return { low: at(-Z90), high: at(Z90) };
}

/**
 * How much wider a range is for the centre being an estimate: that shifts all arms together, so that
 * it matters for their rates and not for which is the best.
 */
export function widening(
  { shape, scale }: Pick<ArmBelief, "shape" | "scale">,
  { armShape, centre, centreVariance }: Readonly<SharedBelief>,
): number {
  const leaning = armShape / centre / scale;
  return Math.sqrt(1 + leaning ** 2 * centreVariance * shape);
}
