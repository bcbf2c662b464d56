import { eq, sql } from "drizzle-orm";
import { DateTime } from "luxon";
import type { SeriesPoint, SummaryView } from "@/lib/contracts/analytics";
import { sumOf } from "@/server/analytics/record-observations";
import { matchMetrics, type SummaryFilter } from "@/server/analytics/summary-filter";
import type { Reader } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { posts } from "@/server/db/schema/posts";
import { metrics } from "@/server/db/schema/results";

export type Bucket = SummaryView["series"]["bucket"];

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Fine enough for a line, coarse enough to read. */
export function chooseBucket(from: Date, to: Date): Bucket {
  const span = to.getTime() - from.getTime();
  if (span <= 3 * hourMs) return "minute";
  if (span <= 4 * dayMs) return "hour";
  return span <= 400 * dayMs ? "day" : "week";
}

/** Summed apart first: whole columns add up beyond what one integer holds. */
export const engagementSum =
  sql<number>`coalesce(sum(${metrics.likes}) + sum(${metrics.comments}) + sum(${metrics.shares}) + sum(${metrics.clicks}) + sum(${metrics.saves}), 0)`.mapWith(
    Number,
  );

/** When the first change in view was seen. */
export async function findFirstAt(db: Reader, filter: SummaryFilter): Promise<Date | null> {
  const [row] = await db
    .select({ at: sql`min(${metrics.observedAt})`.mapWith(metrics.observedAt) })
    .from(metrics)
    .innerJoin(posts, eq(posts.id, metrics.postId))
    .innerJoin(socialAccounts, eq(socialAccounts.id, posts.accountId))
    .where(matchMetrics(filter));
  return row?.at ?? null;
}

/** Sums per bucket of the zone's calendar; buckets without changes are there with zeros. */
export async function querySeries(
  db: Reader,
  filter: SummaryFilter,
  { from, bucket, zone }: { from: Date; bucket: Bucket; zone: string },
): Promise<SeriesPoint[]> {
  const start = sql<number>`extract(epoch from date_trunc(${bucket}, ${metrics.observedAt}, ${zone}))`;
  const rows = await db
    .select({
      start: start.mapWith(Number),
      views: sumOf("views"),
      clicks: sumOf("clicks"),
      engagements: engagementSum,
    })
    .from(metrics)
    .innerJoin(posts, eq(posts.id, metrics.postId))
    .innerJoin(socialAccounts, eq(socialAccounts.id, posts.accountId))
    .where(matchMetrics(filter))
    .groupBy(sql`1`);
  const sums = new Map(rows.map((row) => [row.start * 1000, row]));
  const points: SeriesPoint[] = [];
  let at = DateTime.fromJSDate(from, { zone }).startOf(bucket);
  while (at.toMillis() < filter.to.getTime()) {
    const row = sums.get(at.toMillis());
    points.push({
      at: new Date(at.toMillis()).toISOString(),
      views: row?.views ?? 0,
      engagements: row?.engagements ?? 0,
      clicks: row?.clicks ?? 0,
    });
    at = at.plus({ [bucket]: 1 }).startOf(bucket);
  }
  return points;
}
