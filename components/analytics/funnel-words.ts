import type { FigureRows } from "@/components/analytics/figure-rows";
import { inFigures, inPercent } from "@/components/analytics/figures-in-words";
import type { FunnelKey, FunnelStep } from "@/components/analytics/funnel-steps";
import { METRIC_MEANINGS } from "@/components/analytics/metric-terms";
import { catalog } from "@/lib/platforms/catalog";
import type { Platform } from "@/lib/platforms/platform";

/** What the following step is of this one. */
const FOLLOWS: Record<FunnelKey, string> = {
  views: "interacted",
  engagements: "were clicks",
  clicks: "converted",
  conversions: "",
};

export const stepName = (key: FunnelKey) => METRIC_MEANINGS[key].name;

const listWords = (words: readonly string[]) => new Intl.ListFormat("en-GB").format(words);

export const listLabels = (platforms: readonly Platform[]) =>
  listWords(platforms.map((platform) => catalog[platform].label));

/** "4.6% interacted"; null where there is nothing to compare. */
export function rateWords({ key, next }: FunnelStep): string | null {
  return next === null || next.rate === null ? null : `${inPercent(next.rate)} ${FOLLOWS[key]}`;
}

/** Which platforms are not in which steps: "Not told: views by X; clicks and conversions by X and Y." */
export function leftOutWords(steps: readonly FunnelStep[]): string | null {
  const bySteps = new Map<string, string[]>();
  for (const { key, value, leftOut } of steps) {
    if (value === null || leftOut.length === 0) continue;
    const who = listLabels(leftOut);
    bySteps.set(who, [...(bySteps.get(who) ?? []), stepName(key).toLowerCase()]);
  }
  const parts = [...bySteps].map(([who, names]) => `${listWords(names)} by ${who}`);
  return parts.length === 0 ? null : `Not told: ${parts.join("; ")}.`;
}

export function funnelFinding([views, engagements]: readonly FunnelStep[]): string {
  const rate = views?.next?.rate ?? null;
  if (rate !== null && rate <= 1) return `${inPercent(rate)} of views became an interaction`;
  if (views?.value) return `${inFigures(views.value)} views, and not more that can be compared`;
  const seen = engagements?.value ?? 0;
  return `${inFigures(seen)} interactions; how often the posts were seen is not told`;
}

export const funnelRows = (steps: readonly FunnelStep[]): FigureRows => [
  ["Step", "Count", "Share that went on", "Share of these platforms", "Not told by"],
  ...steps.map(({ key, value, leftOut, next }) => [
    stepName(key),
    value,
    next?.rate ?? null,
    listLabels(next?.platforms ?? []),
    listLabels(leftOut),
  ]),
];
