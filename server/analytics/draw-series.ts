import { DateTime } from "luxon";
import type { SeriesPoint, SummaryView } from "@/lib/contracts/analytics";
import { engagementsOf } from "@/lib/domain/metrics";
import { QUARTER_MS, quarterOf } from "@/lib/domain/quarter-hour";
import { shareOf } from "@/lib/domain/rate-of";
import { type ReadSums, toCounts } from "./query-sums";

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

/**
 * The window's buckets by the zone's calendar, those without changes too. Each slot lies in exactly
 * one of them, so that the points add up to the totals.
 */
export function drawSeries(slots: ReadSums["slots"], drawn: Drawn): SeriesPoint[] {
  const points = listStarts(drawn).map((at) => ({
    at: new Date(at).toISOString(),
    ...{ views: 0, engagements: 0, clicks: 0, conversions: 0 },
    shares: { engagement: { part: 0, base: 0 }, ctr: { part: 0, base: 0 } },
  }));
  const starts = points.map(({ at }) => Date.parse(at));
  for (const { slot, platform, sums } of slots) {
    const point = points[lastUpTo(starts, toInstant(slot, drawn.zone))];
    if (!point) continue;
    point.views += sums.views;
    point.engagements += engagementsOf(sums);
    point.clicks += sums.clicks;
    point.conversions += sums.conversions;
    const counts = toCounts(platform, sums);
    for (const goal of ["engagement", "ctr"] as const) {
      const { part, base } = shareOf(goal, [{ posts: 0, counts }]);
      point.shares[goal].part += part;
      point.shares[goal].base += base;
    }
  }
  return points;
}

/** A day stands for its end: where a bucket begins within it, it holds the day. */
function toInstant(slot: string, zone: string): number {
  if (!slot.includes("-")) return Number(slot);
  return DateTime.fromISO(slot, { zone }).endOf("day").toMillis();
}

function listStarts({ from, to, bucket, zone }: Drawn): number[] {
  const starts: number[] = [];
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
function lastUpTo(starts: readonly number[], at: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
