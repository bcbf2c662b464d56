import type { OptimizerArm } from "@/lib/contracts/optimizer";

export interface Scale {
  ticks: number[];
  /** Where a value stands, as a percentage of the width; beyond the ends it stands at the end. */
  place: (value: number) => number;
  /** Whether a value stands on the axis. */
  holds: (value: number) => boolean;
}

type Placed = Pick<OptimizerArm, "rate" | "interval" | "posts">;

const STEPS = [1, 2, 2.5, 5, 10];

/** A step that people count in, so that at most this many of them cover the span. */
function roundStep(span: number, most: number): number {
  const rough = span / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = STEPS.find((each) => each * power >= rough) ?? 10;
  return step * power;
}

const toValues = (arms: readonly Placed[], unitScale: number) =>
  arms
    .flatMap((arm) => [arm.rate, arm.interval?.low, arm.interval?.high])
    .flatMap((value) => (value == null ? [] : [value * unitScale]));

/**
 * One axis for all arms, in the unit people read, from the lowest low to the highest high of those
 * with results: what is only guessed of the others may reach beyond its ends.
 */
export function armScale(arms: readonly Placed[], unitScale: number, most: number): Scale {
  const own = toValues(
    arms.filter((arm) => arm.posts > 0),
    unitScale,
  );
  const values = own.length > 0 ? own : toValues(arms, unitScale);
  const lowest = Math.min(...values, Number.POSITIVE_INFINITY);
  const highest = Math.max(...values, Number.NEGATIVE_INFINITY);
  if (values.length === 0) return { ticks: [], place: () => 50, holds: () => false };
  const step = roundStep(Math.max(highest - lowest, highest * 0.1, 1e-6), most);
  const from = Math.max(0, Math.floor(lowest / step - 0.5)) * step;
  const to = Math.ceil(highest / step + 0.5) * step;
  const count = Math.round((to - from) / step);
  const ticks = Array.from({ length: count + 1 }, (_, i) =>
    Number((from + i * step).toPrecision(12)),
  );
  return {
    ticks,
    place: (value) => Math.min(100, Math.max(0, ((value - from) / (to - from)) * 100)),
    holds: (value) => value >= from && value <= to,
  };
}
