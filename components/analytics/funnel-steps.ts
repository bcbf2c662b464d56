import type { PlatformResult } from "@/lib/contracts/analytics";
import type { MetricName } from "@/lib/platforms/entry";
import type { Platform } from "@/lib/platforms/platform";

export const FUNNEL_KEYS = ["views", "engagements", "clicks", "conversions"] as const;
export type FunnelKey = (typeof FUNNEL_KEYS)[number];

export interface FunnelStep {
  key: FunnelKey;
  /** Null: no platform in view tells it. */
  value: number | null;
  /** Platforms in view that cannot tell it. */
  leftOut: Platform[];
  /** What follows from this step to the next; null after the last. */
  next: {
    /** Null: nothing to divide, or no platform tells both. */
    rate: number | null;
    /** Platforms that tell both: the rate is of these alone. */
    platforms: Platform[];
  } | null;
}

const INTERACTIONS: readonly MetricName[] = ["likes", "comments", "shares", "clicks", "saves"];

type Told = Pick<PlatformResult, "platform" | "counts">;

function countAt({ counts }: Told, key: FunnelKey): number | null {
  if (key !== "engagements") return counts[key];
  const told = INTERACTIONS.flatMap((name) => counts[name] ?? []);
  return told.length === 0 ? null : told.reduce((sum, count) => sum + count, 0);
}

const sumOf = (rows: readonly Told[], key: FunnelKey): number =>
  rows.reduce((sum, row) => sum + (countAt(row, key) ?? 0), 0);

/**
 * From being seen to being acted on. A rate compares only platforms that tell both of its steps, so
 * that one which counts clicks and no views does not make the others look better.
 */
export function funnelSteps(platforms: readonly Told[]): FunnelStep[] {
  return FUNNEL_KEYS.map((key, index) => {
    const tells = platforms.filter((row) => countAt(row, key) !== null);
    const following = FUNNEL_KEYS[index + 1];
    return {
      key,
      value: tells.length === 0 ? null : sumOf(tells, key),
      leftOut: platforms.filter((row) => !tells.includes(row)).map(({ platform }) => platform),
      next: following ? rateBetween(tells, key, following) : null,
    };
  });
}

function rateBetween(tells: readonly Told[], key: FunnelKey, following: FunnelKey) {
  const both = tells.filter((row) => countAt(row, following) !== null);
  const before = sumOf(both, key);
  return {
    rate: before > 0 ? sumOf(both, following) / before : null,
    platforms: both.map(({ platform }) => platform),
  };
}

/** How much of a step's bar is filled: a correction or a count of another source may leave 0 to 1. */
export const shareDrawn = ({ next }: Pick<FunnelStep, "next">): number =>
  Math.min(1, Math.max(0, next?.rate ?? 0));
