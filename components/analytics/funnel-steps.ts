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
  /** Counted where the step before was not: it stands beside the funnel, not in it. */
  beside: { value: number; platforms: Platform[] };
  /** What follows from this step to the next; null after the last. */
  next: {
    /** Null: nothing to divide, or no platform tells both. */
    rate: number | null;
    /** Platforms that tell both: the rate is of these alone. */
    platforms: Platform[];
    /** They are all that either step is counted on: the next bar is the filled part of this one. */
    isWhole: boolean;
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

/** Conversions came without a click that was counted: they say nothing of how many clicks convert. */
const isBeside = ({ counts }: Told): boolean => (counts.conversions ?? 0) > 0 && !counts.clicks;

const namesOf = (rows: readonly Told[]): Platform[] => rows.map(({ platform }) => platform);

/**
 * From being seen to being acted on. A rate compares only platforms that tell both of its steps, so
 * that one which counts clicks and no views does not make the others look better.
 */
export function funnelSteps(platforms: readonly Told[]): FunnelStep[] {
  const tellersOf = (key: FunnelKey) =>
    platforms.filter(
      (row) => countAt(row, key) !== null && !(key === "conversions" && isBeside(row)),
    );
  return FUNNEL_KEYS.map((key, index) => {
    const tells = tellersOf(key);
    const apart = key === "conversions" ? platforms.filter(isBeside) : [];
    const following = FUNNEL_KEYS[index + 1];
    return {
      key,
      value: tells.length === 0 ? null : sumOf(tells, key),
      leftOut: namesOf(platforms.filter((row) => countAt(row, key) === null)),
      beside: { value: sumOf(apart, "conversions"), platforms: namesOf(apart) },
      next: following ? toNext(key, tells, following, tellersOf(following)) : null,
    };
  });
}

function toNext(
  key: FunnelKey,
  tells: readonly Told[],
  following: FunnelKey,
  tellsNext: readonly Told[],
): FunnelStep["next"] {
  const both = tells.filter((row) => tellsNext.includes(row));
  const before = sumOf(both, key);
  return {
    rate: before > 0 ? sumOf(both, following) / before : null,
    platforms: namesOf(both),
    isWhole: both.length === tells.length && both.length === tellsNext.length,
  };
}

/** How much of a step's bar is filled: a correction or a count of another source may leave 0 to 1. */
export const shareDrawn = ({ next }: Pick<FunnelStep, "next">): number =>
  Math.min(1, Math.max(0, next?.rate ?? 0));
