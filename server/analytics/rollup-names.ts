import { METRIC_NAMES, type MetricName } from "@/lib/platforms/entry";

/** What rollups hold: the counts, and how many posts went out. */
export const ROLLUP_NAMES = [...METRIC_NAMES, "posts"] as const;
export type RollupName = MetricName | "posts";
export type RollupSums = Record<RollupName, number>;
