import type { Group, SeriesPoint, SummaryKpi } from "@/lib/contracts/analytics";
import { type Counts, engagementsOf } from "./metrics";

const MOST_STEPS = 30;

interface Step {
  views: number;
  engagements: number;
  clicks: number;
  conversions: number;
  posts: number;
}

/** How many points are one step of a sparkline. */
export const stepOf = (points: number): number => Math.max(1, Math.ceil(points / MOST_STEPS));

function toSteps(points: readonly SeriesPoint[], posts: readonly number[]): Step[] {
  const size = stepOf(points.length);
  const steps: Step[] = [];
  for (const [i, { views, engagements, clicks, conversions }] of points.entries()) {
    const at = Math.floor(i / size);
    const known = steps[at] ?? { ...nothing, posts: posts[at] ?? 0 };
    steps[at] = {
      views: known.views + views,
      engagements: known.engagements + engagements,
      clicks: known.clicks + clicks,
      conversions: known.conversions + conversions,
      posts: known.posts,
    };
  }
  return steps;
}

const nothing = { views: 0, engagements: 0, clicks: 0, conversions: 0 };
const share = (part: number | null, whole: number | null): number | null =>
  part !== null && whole !== null && whole > 0 ? part / whole : null;

/** Interactions; null where none of their kinds can be told. */
function knownEngagements(counts: Counts): number | null {
  const { likes, comments, shares, clicks, saves } = counts;
  const kinds = [likes, comments, shares, clicks, saves];
  return kinds.every((count) => count === null) ? null : engagementsOf(counts);
}

type Figure = (group: Pick<Group, "posts" | "counts">) => number | null;

const FIGURES: Record<SummaryKpi["key"], { of: Figure; spark: (step: Step) => number }> = {
  views: { of: ({ counts }) => counts.views, spark: ({ views }) => views },
  engagements: { of: ({ counts }) => knownEngagements(counts), spark: (step) => step.engagements },
  engagementRate: {
    of: ({ counts }) => share(knownEngagements(counts), counts.views),
    spark: (step) => share(step.engagements, step.views) ?? 0,
  },
  clicks: { of: ({ counts }) => counts.clicks, spark: ({ clicks }) => clicks },
  clickRate: {
    of: ({ counts }) => share(counts.clicks, counts.views),
    spark: (step) => share(step.clicks, step.views) ?? 0,
  },
  conversions: { of: ({ counts }) => counts.conversions, spark: (step) => step.conversions },
  posts: { of: ({ posts }) => posts, spark: ({ posts }) => posts },
};

/** The figures that stand first, beside those of the window before. */
export function toKpis(
  totals: Pick<Group, "posts" | "counts">,
  before: Pick<Group, "posts" | "counts"> | null,
  points: readonly SeriesPoint[],
  posts: readonly number[],
): SummaryKpi[] {
  const steps = toSteps(points, posts);
  return (Object.keys(FIGURES) as SummaryKpi["key"][]).map((key) => ({
    key,
    value: FIGURES[key].of(totals),
    before: before && FIGURES[key].of(before),
    spark: steps.map(FIGURES[key].spark),
  }));
}
