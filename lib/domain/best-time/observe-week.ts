import type { Goal } from "@/lib/domain/metrics";
import { weekSlotOf } from "./week-slot";

/** One post at the age at which all are compared; null is not measured. */
export interface WeekPost {
  publishedAt: Date;
  campaignId: string | null;
  views: number | null;
  interactions: number | null;
  clicks: number | null;
}

/** How one post did against its account, on a logarithmic scale. */
export interface WeekObservation {
  /** Hour of the week, on the account's clock. */
  slot: number;
  y: number;
  /** What counting alone makes it vary. */
  variance: number;
  group: string;
  /** From -1, the oldest of the account's posts, to 1, the latest. */
  age: number;
}

/** Beyond that many robust deviations a post counts no more: one hit is no good hour. */
const OUTLIER = 3;
const MAD_TO_SD = 1.4826;

/**
 * What the posts of one account say about hours, for one goal: views per post, or interactions or
 * clicks per view against what the views let expect. Posts that were not measured are left out.
 */
export function observeWeek(
  posts: readonly WeekPost[],
  goal: Goal,
  timeZone: string,
): WeekObservation[] {
  const told = posts.filter((post) => isTold(post, goal));
  const times = told.map(({ publishedAt }) => publishedAt.getTime());
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const middle = (first + last) / 2;
  const half = Math.max((last - first) / 2, 1);
  const raw = goal === "reach" ? told.map(toReach) : toRates(told, goal);
  const centre = median(raw.map(({ y }) => y));
  const limit = OUTLIER * MAD_TO_SD * median(raw.map(({ y }) => Math.abs(y - centre)));
  const clip = (y: number) => (limit > 0 ? Math.min(Math.max(y, -limit), limit) : y);
  return told.map((post, index) => ({
    slot: weekSlotOf(post.publishedAt, timeZone),
    y: clip((raw[index]?.y ?? 0) - centre),
    variance: raw[index]?.variance ?? 0,
    group: post.campaignId ?? "",
    age: (post.publishedAt.getTime() - middle) / half,
  }));
}

function isTold({ views, interactions, clicks }: WeekPost, goal: Goal): boolean {
  if (views === null) return false;
  if (goal === "reach") return true;
  return views > 0 && (goal === "ctr" ? clicks : interactions) !== null;
}

const toReach = ({ views }: WeekPost) => ({ y: Math.log((views ?? 0) + 1), variance: 0 });

/** The variance is of what was expected, not of what came: a lucky post must not weigh more. */
function toRates(posts: readonly WeekPost[], goal: Goal) {
  const events = posts.map((post) => (goal === "ctr" ? post.clicks : post.interactions) ?? 0);
  const allViews = posts.reduce((sum, { views }) => sum + (views ?? 0), 0);
  const rate = events.reduce((sum, count) => sum + count, 0) / Math.max(allViews, 1);
  return posts.map(({ views }, index) => {
    const expected = (views ?? 0) * rate;
    const y = Math.log(((events[index] ?? 0) + 1) / (expected + 1));
    return { y, variance: 1 / (expected + 1) };
  });
}

function median(values: readonly number[]): number {
  if (values.length === 0) return 0;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[middle - 1] ?? 0, sorted[middle] ?? 0];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}
