/** What a post had been counted up to at an age. */
export interface CurvePoint {
  ageHours: number;
  value: number;
}

/** Ages at which posts are compared: close together while a post is young. */
export const CURVE_AGES = [1, 2, 3, 6, 9, 12, 18, 24, 36, 48, 72, 96, 120, 168, 240, 336, 504, 720];

/** Of fewer posts "where 8 in 10 were" says nothing. */
export const FEWEST_USUAL = 10;

/**
 * Between two readings a count is taken to have grown evenly. Null before the first one: when it came
 * late, nobody knows how the count grew until then.
 */
export function valueAtAge(points: readonly CurvePoint[], ageHours: number): number | null {
  let last: CurvePoint | undefined;
  for (const point of points) {
    if (point.ageHours === ageHours) last = point;
    if (point.ageHours >= ageHours) {
      if (!last) return null;
      const span = point.ageHours - last.ageHours;
      const share = span > 0 ? (ageHours - last.ageHours) / span : 1;
      return last.value + (point.value - last.value) * share;
    }
    last = point;
  }
  return last?.value ?? null;
}

/** The value below which this share of them lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? below;
  return below + (above - below) * (place - Math.floor(place));
}
