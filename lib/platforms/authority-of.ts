import type { MetricAuthority, MetricName, PlatformEntry } from "./entry";

export type Authority = MetricAuthority | "link";

const OF_LINKS: readonly MetricName[] = ["clicks", "conversions"];

/**
 * Who alone may tell this count of a post. Where its platform does not and the post went out with
 * short links, they do, and nobody else: so nothing is counted twice.
 */
export function authorityOf(
  { metrics }: Pick<PlatformEntry, "metrics">,
  name: MetricName,
  linked: boolean,
): Authority {
  const authority = metrics[name];
  const isOpen = authority === null || authority === "ingest";
  return linked && isOpen && OF_LINKS.includes(name) ? "link" : authority;
}
