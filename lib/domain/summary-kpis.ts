import type { Group, SeriesPoint, SummaryKpi } from "@/lib/contracts/analytics";
import { type Counts, engagementsOf, sumCounts } from "./metrics";
import { ratioOf, type Share, shareOf } from "./rate-of";

const MOST_STEPS = 30;

interface Step {
  views: number;
  engagements: number;
  clicks: number;
  conversions: number;
  shares: Record<"engagement" | "ctr", Share>;
  posts: number;
}

/** How many points are one step of a sparkline. */
export const stepOf = (points: number): number => Math.max(1, Math.ceil(points / MOST_STEPS));

function toSteps(points: readonly SeriesPoint[], posts: readonly number[]): Step[] {
  const size = stepOf(points.length);
  const steps: Step[] = [];
  for (const [i, { views, engagements, clicks, conversions, shares }] of points.entries()) {
    const at = Math.floor(i / size);
    const known = steps[at] ?? { ...nothing, posts: posts[at] ?? 0 };
    steps[at] = {
      views: known.views + views,
      engagements: known.engagements + engagements,
      clicks: known.clicks + clicks,
      conversions: known.conversions + conversions,
      shares: {
        engagement: addUp(known.shares.engagement, shares.engagement),
        ctr: addUp(known.shares.ctr, shares.ctr),
      },
      posts: known.posts,
    };
  }
  return steps;
}

const none: Share = { part: 0, base: 0 };
const nothing = {
  ...{ views: 0, engagements: 0, clicks: 0, conversions: 0 },
  shares: { engagement: none, ctr: none },
};
const addUp = (a: Share, b: Share): Share => ({ part: a.part + b.part, base: a.base + b.base });

/** Interactions; null where none of their kinds can be told. */
function knownEngagements(counts: Counts): number | null {
  const { likes, comments, shares, clicks, saves } = counts;
  const kinds = [likes, comments, shares, clicks, saves];
  return kinds.every((count) => count === null) ? null : engagementsOf(counts);
}

type Part = Pick<Group, "posts" | "counts">;
type Figure = (parts: readonly Part[], counts: Counts) => number | null;

const FIGURES: Record<SummaryKpi["key"], { of: Figure; spark: (step: Step) => number }> = {
  views: { of: (_, { views }) => views, spark: ({ views }) => views },
  engagements: { of: (_, counts) => knownEngagements(counts), spark: (step) => step.engagements },
  engagementRate: {
    of: (parts) => ratioOf(shareOf("engagement", parts)),
    spark: ({ shares }) => ratioOf(shares.engagement) ?? 0,
  },
  clicks: { of: (_, { clicks }) => clicks, spark: ({ clicks }) => clicks },
  clickRate: {
    of: (parts) => ratioOf(shareOf("ctr", parts)),
    spark: ({ shares }) => ratioOf(shares.ctr) ?? 0,
  },
  conversions: { of: (_, { conversions }) => conversions, spark: (step) => step.conversions },
  posts: {
    of: (parts) => parts.reduce((sum, { posts }) => sum + posts, 0),
    spark: ({ posts }) => posts,
  },
};

const NO_COUNTS: Counts = {
  ...{ views: 0, likes: 0, shares: 0, comments: 0 },
  ...{ clicks: 0, saves: 0, conversions: 0 },
};

/**
 * The figures that stand first, beside those of the window before. `parts` are by platform: a rate is
 * only of those that tell both of its sides.
 */
export function toKpis(
  parts: readonly Part[],
  before: readonly Part[] | null,
  points: readonly SeriesPoint[],
  posts: readonly number[],
): SummaryKpi[] {
  const steps = toSteps(points, posts);
  const countsOf = (all: readonly Part[]) =>
    all.length === 0 ? NO_COUNTS : sumCounts(all.map(({ counts }) => counts));
  const counts = countsOf(parts);
  const earlier = before && countsOf(before);
  return (Object.keys(FIGURES) as SummaryKpi["key"][]).map((key) => ({
    key,
    value: FIGURES[key].of(parts, counts),
    before: before && earlier && FIGURES[key].of(before, earlier),
    spark: steps.map(FIGURES[key].spark),
  }));
}
