import type { Goal } from "@/lib/domain/metrics";
import type { MetricName, PlatformEntry } from "./entry";

/**
 * How well a platform's counts answer to a campaign's goal. `permitted`: to accounts that gave a
 * further permission. `reported`: only as far as tracked links or the API bring the counts in.
 */
export type Measurability = "told" | "permitted" | "reported" | "never";

const RANK: readonly Measurability[] = ["told", "permitted", "reported", "never"];
const INTERACTIONS = ["likes", "comments", "shares", "clicks", "saves"] as const;

export function howMeasured(entry: PlatformEntry, goal: Goal): Measurability {
  const of = (name: MetricName) => howCounted(entry, name);
  switch (goal) {
    case "reach":
      return of("views");
    case "engagement":
      return weakest([of("views"), best(INTERACTIONS.map(of))]);
    case "ctr":
      return weakest([of("views"), of("clicks")]);
  }
}

function howCounted({ metrics, metricScopes }: PlatformEntry, name: MetricName): Measurability {
  const authority = metrics[name];
  if (authority === null) return "never";
  if (authority === "ingest") return "reported";
  return metricScopes?.[name] ? "permitted" : "told";
}

const best = (all: readonly Measurability[]) => RANK.find((each) => all.includes(each)) ?? "never";
const weakest = (all: readonly Measurability[]) =>
  RANK.findLast((each) => all.includes(each)) ?? "never";
