import { DateTime } from "luxon";
import type { SeriesPoint, SummaryView } from "@/lib/contracts/analytics";
import { RESULTS_BEGIN } from "@/lib/contracts/result-time";
import { engagementsOf } from "@/lib/domain/metrics";
import { QUARTER_MS, quarterOf } from "@/lib/domain/quarter-hour";
import { shareOf } from "@/lib/domain/rate-of";
import { type ReadSums, type ToldBits, toCounts } from "./query-sums";

export type Bucket = SummaryView["series"]["bucket"];

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Fine enough for a line, coarse enough to read. */
export function chooseBucket(from: Date, to: Date): Bucket {
  const span = to.getTime() - from.getTime();
  if (span <= 3 * hourMs) return "quarter";
  if (span <= 4 * dayMs) return "hour";
  return span <= 400 * dayMs ? "day" : "week";
}

interface Drawn {
  from: Date;
  to: Date;
  bucket: Bucket;
  zone: string;
}

/** The begins of the series' buckets, in milliseconds, and the bucket that a slot lies in. */
interface Cut {
  starts: number[];
  placeOf(slot: string): number;
}

/** Cuts a window by the zone's calendar. A bucket that begins within a day holds the day. */
export function cutSeries(drawn: Drawn): Cut {
  const starts = listStarts(drawn);
  const days = starts.map((at) => DateTime.fromMillis(at, { zone: drawn.zone }).toISODate() ?? "");
  const placeOf = (slot: string) =>
    slot.includes("-") ? lastUpTo(days, slot) : lastUpTo(starts, Number(slot));
  return { starts, placeOf };
}

/**
 * The window's buckets, those without changes too. Each slot lies in exactly one of them, so that the
 * points add up to the totals.
 */
export function drawSeries(
  slots: ReadSums["slots"],
  { starts, placeOf }: Cut,
  told: ToldBits,
): SeriesPoint[] {
  const points = starts.map((at) => ({
    at: new Date(at).toISOString(),
    ...{ views: 0, engagements: 0, clicks: 0, conversions: 0 },
    shares: { engagement: { part: 0, base: 0 }, ctr: { part: 0, base: 0 } },
  }));
  for (const { slot, platform, sums } of slots) {
    const point = points[placeOf(slot)];
    if (!point) continue;
    point.views += sums.views;
    point.engagements += engagementsOf(sums);
    point.clicks += sums.clicks;
    point.conversions += sums.conversions;
    const counts = toCounts(platform, sums, told.get(platform) ?? 0);
    for (const goal of ["engagement", "ctr"] as const) {
      const { part, base } = shareOf(goal, [{ posts: 0, counts }]);
      point.shares[goal].part += part;
      point.shares[goal].base += base;
    }
  }
  return points;
}

/** How many posts went out in each bucket of the series. */
export function postsByPoint(slots: ReadSums["slots"], { starts, placeOf }: Cut): number[] {
  const posts = starts.map(() => 0);
  for (const { slot, posts: count } of slots) {
    const place = placeOf(slot);
    posts[place] = (posts[place] ?? 0) + count;
  }
  return posts;
}

function listStarts({ to, bucket, zone, ...drawn }: Drawn): number[] {
  const starts: number[] = [];
  // What lies before all is in the first: no stray instant makes a line of two thousand years.
  const from = new Date(Math.max(drawn.from.getTime(), Date.parse(RESULTS_BEGIN)));
  if (bucket === "quarter" || bucket === "hour") {
    const step = bucket === "hour" ? hourMs : QUARTER_MS;
    const first = bucket === "hour" ? hourOf(from, zone) : quarterOf(from.getTime());
    for (let at = first; at < to.getTime(); at += step) starts.push(at);
    return starts;
  }
  let at = DateTime.fromJSDate(from, { zone }).startOf(bucket);
  while (at.toMillis() < to.getTime()) {
    starts.push(at.toMillis());
    at = at.plus({ [bucket]: 1 }).startOf(bucket);
  }
  return starts;
}

/** By minutes: where clocks go back, an hour's start has two names. */
function hourOf(from: Date, zone: string): number {
  const { minute, second, millisecond } = DateTime.fromJSDate(from, { zone });
  return from.getTime() - (minute * 60 + second) * 1000 - millisecond;
}

/** The place of the last that is not beyond; the first for what lies before all. */
function lastUpTo<T extends number | string>(starts: readonly T[], at: T): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    const start = starts[middle];
    if (start !== undefined && start <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
