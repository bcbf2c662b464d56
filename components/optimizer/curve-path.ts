export interface CurvePoint {
  rate: number;
  density: number;
}

/** The curve between two rates, with its height worked out at both ends. */
export function cutCurve(
  points: readonly CurvePoint[],
  { low, high }: { low: number; high: number },
): CurvePoint[] {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return [];
  const from = Math.max(low, first.rate);
  const to = Math.min(high, last.rate);
  if (from >= to) return [];
  const inside = points.filter((point) => point.rate > from && point.rate < to);
  return [densityAt(points, from), ...inside, densityAt(points, to)];
}

/** Ends where the curve is hardly higher than its base: a flat tail beside a figure looks like a minus. */
export function bodyOf(points: readonly CurvePoint[]): CurvePoint[] {
  const top = Math.max(...points.map(({ density }) => density));
  return points.filter(({ density }) => density >= top * TAIL);
}

const TAIL = 0.12;

function densityAt(points: readonly CurvePoint[], rate: number): CurvePoint {
  const next = points.findIndex((point) => point.rate >= rate);
  const right = points[next] ?? points.at(-1);
  const left = points[next - 1] ?? right;
  if (!left || !right || right.rate === left.rate) return { rate, density: right?.density ?? 0 };
  const share = (rate - left.rate) / (right.rate - left.rate);
  return { rate, density: left.density + share * (right.density - left.density) };
}

/** A filled shape over a base line at `height`, `x` in the units of the drawing; densities are 0 to 1. */
export function curvePath(
  points: readonly CurvePoint[],
  height: number,
  x: (rate: number) => number,
): string {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return "";
  const show = (value: number) => value.toFixed(2);
  const top = points.map(
    ({ rate, density }) => `L${show(x(rate))} ${show(height * (1 - density))}`,
  );
  return `M${show(x(first.rate))} ${height}${top.join("")}L${show(x(last.rate))} ${height}Z`;
}
