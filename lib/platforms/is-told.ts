import type { MetricName, PlatformEntry } from "./entry";

/** Whether an account with these scopes is ever told this count; no scopes: its platform names none. */
export function isTold(
  { metrics, metricScopes }: PlatformEntry,
  name: MetricName,
  granted: readonly string[],
): boolean {
  if (metrics[name] === null) return false;
  const needed = metricScopes?.[name];
  return !needed || granted.length === 0 || needed.some((scope) => granted.includes(scope));
}
