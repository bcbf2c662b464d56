import { and, eq, gte, isNull, lt, ne, or, sql } from "drizzle-orm";
import { DateTime } from "luxon";
import type { KpiView, SeriesPoint } from "@/lib/contracts/analytics";
import type { OverviewScope } from "@/server/analytics/overview-scope";
import { querySeries } from "@/server/analytics/query-series";
import type { Reader } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { posts } from "@/server/db/schema/posts";

const days = 7;

interface Week {
  views: number;
  engagements: number;
  clicks: number;
}

/** Seven days to now by the workspace's calendar, beside the seven before. */
export async function readKpis(db: Reader, scope: OverviewScope): Promise<KpiView[]> {
  const today = DateTime.fromJSDate(scope.dayStart, { zone: scope.zone });
  const from = today.minus({ days: 2 * days - 1 }).toJSDate();
  const to = new Date(scope.now.getTime() + 1);
  const { workspaceId, sandbox, zone } = scope;
  const filter = { workspaceId, sandbox, from, to };
  const points = await querySeries(db, filter, { from, bucket: "day", zone });
  const recent = points.slice(-days);
  const before = points.slice(0, -days);
  const now = addUp(recent);
  const then = addUp(before);
  const hasBefore = before.some((point) => point.views > 0);
  const kpi = (key: KpiView["key"], of: (week: Week) => number | null): KpiView => ({
    key,
    value: of(now),
    before: hasBefore ? of(then) : null,
    spark: recent.map((point) => of(point) ?? 0),
  });
  return [
    kpi("views", (week) => week.views),
    kpi("engagement", (week) => ratio(week.engagements, week.views)),
    kpi("clicks", (week) => ratio(1000 * week.clicks, week.views)),
    await readPostsOut(db, scope, today),
  ];
}

const ratio = (part: number, whole: number) => (whole > 0 ? part / whole : null);

function addUp(points: readonly SeriesPoint[]): Week {
  const sum = { views: 0, engagements: 0, clicks: 0 };
  for (const point of points) {
    sum.views += point.views;
    sum.engagements += point.engagements;
    sum.clicks += point.clicks;
  }
  return sum;
}

async function readPostsOut(db: Reader, scope: OverviewScope, today: DateTime): Promise<KpiView> {
  const first = today.minus({ days: 2 * days - 1 });
  const rows = await db
    .select({
      day: sql<number>`extract(epoch from date_trunc('day', ${posts.publishedAt}, ${scope.zone}))`.mapWith(
        Number,
      ),
      count: sql<number>`count(*)`.mapWith(Number),
    })
    .from(posts)
    .innerJoin(socialAccounts, eq(socialAccounts.id, posts.accountId))
    .where(
      and(
        eq(posts.workspaceId, scope.workspaceId),
        eq(socialAccounts.sandbox, scope.sandbox),
        or(isNull(posts.visibility), ne(posts.visibility, "draft")),
        gte(posts.publishedAt, first.toJSDate()),
        lt(posts.publishedAt, scope.dayEnd),
      ),
    )
    .groupBy(sql`1`);
  const counts = new Map(rows.map((row) => [row.day * 1000, row.count]));
  const series = Array.from(
    { length: 2 * days },
    (_, index) => counts.get(first.plus({ days: index }).toMillis()) ?? 0,
  );
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const before = sum(series.slice(0, days));
  const spark = series.slice(days);
  return { key: "posts", value: sum(spark), before: before > 0 ? before : null, spark };
}
