import type { SummaryKpi, SummaryView } from "@/lib/contracts/analytics";

export interface Spark {
  /** Oldest first; null: nothing to divide by. */
  values: (number | null)[];
  shape: "bars" | "line";
  /** The last step is not over, or is shorter than the others. */
  isLastOpen: boolean;
}

const mostSteps = 15;

type Summed = Pick<SummaryView, "kpis" | "series" | "now" | "to">;
type Point = SummaryView["series"]["points"][number];
type Counted = "views" | "engagements" | "clicks" | "conversions";

const SHARES = { engagementRate: "engagement", clickRate: "ctr" } as const;
const isShare = (key: SummaryKpi["key"]): key is keyof typeof SHARES => key in SHARES;

/** A figure over its period in a few equal steps, added up and not smoothed; null where all is nothing. */
export function toSpark(summary: Summed, key: SummaryKpi["key"]): Spark | null {
  const { points } = summary.series;
  const posts = summary.kpis.find((kpi) => kpi.key === "posts")?.spark ?? [];
  // Posts are told in steps of their own, of which several may be one here.
  const each = Math.max(1, Math.ceil(points.length / Math.max(1, posts.length)));
  const joined = Math.max(1, Math.ceil(points.length / each / mostSteps));
  const size = each * joined;
  const values =
    key === "posts"
      ? inChunks(posts, joined).map((chunk) => chunk.reduce((sum, one) => sum + one, 0))
      : inChunks(points, size).map((chunk) =>
          isShare(key) ? shareIn(chunk, SHARES[key]) : sumOf(chunk, key),
        );
  const known = values.filter((value) => value !== null);
  if (known.length < 2 || !known.some((value) => value !== 0)) return null;
  const isRunning = Date.parse(summary.to) >= Date.parse(summary.now);
  return {
    values,
    shape: isShare(key) ? "line" : "bars",
    isLastOpen: isRunning || points.length % size !== 0,
  };
}

function inChunks<T>(items: readonly T[], size: number): T[][] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, at) => items.slice(at * size, (at + 1) * size));
}

const sumOf = (points: readonly Point[], key: Counted) =>
  points.reduce((sum, point) => sum + point[key], 0);

function shareIn(points: readonly Point[], name: keyof Point["shares"]): number | null {
  const base = points.reduce((sum, { shares }) => sum + shares[name].base, 0);
  const part = points.reduce((sum, { shares }) => sum + shares[name].part, 0);
  return base > 0 ? part / base : null;
}
