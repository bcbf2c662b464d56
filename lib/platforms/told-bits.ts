import { METRIC_NAMES, type MetricName, type PlatformEntry } from "./entry";

/** Which counts were ever told, as a number with one bit for each. */
export const toldBit = (name: MetricName): number => 1 << METRIC_NAMES.indexOf(name);

export const toToldBits = (names: readonly MetricName[]): number =>
  names.reduce((bits, name) => bits | toldBit(name), 0);

/**
 * Whether nothing counted means zero. What a platform tells everybody is a zero before the first
 * reading too; what others report, what short links count, and what only some accounts may read is
 * unknown until it was told once.
 */
export function isKnownCount(
  { metrics, metricScopes }: Pick<PlatformEntry, "metrics" | "metricScopes">,
  name: MetricName,
  told: number,
): boolean {
  if ((told & toldBit(name)) !== 0) return true;
  const authority = metrics[name];
  return (authority === "pull" || authority === "webhook") && !metricScopes?.[name];
}
