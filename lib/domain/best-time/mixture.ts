import { normalShare } from "@/lib/domain/numbers/normal";

export interface NormalPart {
  weight: number;
  mean: number;
  sd: number;
}

const PRECISION = 1e-4;
const REACH = 5;

/** The chance that a draw from the mixture lies below the value. */
export function chanceBelow(parts: readonly NormalPart[], value: number): number {
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  return (
    parts.reduce(
      (sum, { weight, mean, sd }) => sum + weight * normalShare((value - mean) / sd),
      0,
    ) / total
  );
}

/** The value below which a draw lies with that chance. */
export function quantile(parts: readonly NormalPart[], chance: number): number {
  let low = Math.min(...parts.map(({ mean, sd }) => mean - REACH * sd));
  let high = Math.max(...parts.map(({ mean, sd }) => mean + REACH * sd));
  while (high - low > PRECISION) {
    const middle = (low + high) / 2;
    if (chanceBelow(parts, middle) < chance) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
