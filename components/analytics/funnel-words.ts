import type { FigureRows } from "@/components/analytics/figure-rows";
import { capital, countOf, inFigures, perMany } from "@/components/analytics/figures-in-words";
import type { FunnelKey, FunnelStep } from "@/components/analytics/funnel-steps";
import { METRIC_MEANINGS } from "@/components/analytics/metric-terms";
import { listLabels } from "@/components/analytics/platform-words";
import { inPercent } from "@/lib/domain/percent-words";

export const stepName = (key: FunnelKey) => METRIC_MEANINGS[key].name;

const nameOf = (key: FunnelKey) => stepName(key).toLowerCase();

/** Of interactions, clicks are a share; whatever else follows may be more than what it follows. */
function describeRate(key: FunnelKey, rate: number): string {
  switch (key) {
    case "views":
      return perMany(rate, "interactions", "views");
    case "engagements":
      return `${inPercent(rate)} were clicks`;
    default:
      return perMany(rate, "conversions", "clicks");
  }
}

/** "3.8 interactions per 100 views"; null where there is nothing to compare. */
export function rateWords({ key, next }: FunnelStep): string | null {
  return next === null || next.rate === null ? null : capital(describeRate(key, next.rate));
}

/** Which platforms the rate is of, where it is not of all: "X only: Bluesky tells no views." */
export function onlyWords(step: FunnelStep, following: FunnelStep | undefined): string | null {
  const { next } = step;
  if (!following || next === null || next.isWhole || next.rate === null) return null;
  const why = [step, following].flatMap(({ key, leftOut }) =>
    leftOut.length === 0
      ? []
      : [`${listLabels(leftOut)} ${leftOut.length === 1 ? "tells" : "tell"} no ${nameOf(key)}`],
  );
  const only = `${listLabels(next.platforms)} only`;
  return why.length === 0 ? `${only}.` : `${only}: ${why.join("; ")}.`;
}

/** "20 more without a counted click, on YouTube." */
export function besideWords({ beside: { value, platforms } }: FunnelStep): string | null {
  return value === 0
    ? null
    : `${inFigures(value)} more without a counted click, on ${listLabels(platforms)}.`;
}

/** Why a step has no figure. */
export function unknownWords({ key, beside }: FunnelStep): string {
  if (beside.value > 0) return "None with a counted click";
  return key === "clicks" || key === "conversions"
    ? "None was reported yet"
    : "No platform in view tells it";
}

export function funnelFinding([views, engagements]: readonly FunnelStep[]): string {
  const next = views?.next ?? null;
  if (next && next.rate !== null && next.rate > 0) {
    const on = next.isWhole ? "" : ` on ${listLabels(next.platforms)}`;
    return `${describeRate("views", next.rate)}${on}`;
  }
  const acted = countOf(engagements?.value ?? 0, "interaction");
  if (views?.value) return `${countOf(views.value, "view")}, no interaction yet`;
  return views?.value === null
    ? `${acted}; how often the posts were seen is not told`
    : `${acted}, and no view counted`;
}

export const funnelRows = (steps: readonly FunnelStep[]): FigureRows => [
  ["Step", "Count", "Next step for each", "Of these platforms", "Not told by", "Counted beside"],
  ...steps.map(({ key, value, leftOut, next, beside }) => [
    stepName(key),
    value,
    next?.rate ?? null,
    listLabels(next?.platforms ?? []),
    listLabels(leftOut),
    beside.value === 0 ? null : beside.value,
  ]),
];
