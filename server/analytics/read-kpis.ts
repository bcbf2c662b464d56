import { and, eq, gt, isNull, lte, ne, or, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { KpiView } from "@/lib/contracts/overview";
import { QUARTER_MS, quarterOf } from "@/lib/domain/quarter-hour";
import type { Reader } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { posts } from "@/server/db/schema/posts";
import type { OverviewScope } from "./overview-scope";
import type { QuarterSums } from "./query-quarters";

const days = 7;
const dayMs = 86_400_000;

interface Day {
  views: number;
  engagements: number;
  clicks: number;
}

/** The last seven times 24 hours, beside the seven before: a day that is not over would look like a fall. */
export async function readKpis(
  db: Reader,
  scope: OverviewScope,
  quarters: readonly QuarterSums[],
): Promise<KpiView[]> {
  const all = toDays(scope, quarters);
  const recent = all.slice(days);
  const before = all.slice(0, days);
  const hasBefore = before.some((day) => day.views > 0);
  const kpi = (key: KpiView["key"], of: (day: Day) => number | null): KpiView => ({
    key,
    value: of(addUp(recent)),
    before: hasBefore ? of(addUp(before)) : null,
    spark: recent.map((day) => of(day) ?? 0),
  });
  return [
    kpi("views", (day) => day.views),
    kpi("engagement", (day) => ratio(day.engagements, day.views)),
    kpi("clicks", (day) => ratio(1000 * day.clicks, day.views)),
    await readPostsOut(db, scope),
  ];
}

const ratio = (part: number, whole: number) => (whole > 0 ? part / whole : null);

function addUp(all: readonly Day[]): Day {
  return {
    views: sum(all.map((day) => day.views)),
    engagements: sum(all.map((day) => day.engagements)),
    clicks: sum(all.map((day) => day.clicks)),
  };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Whole days that lie between an instant and now. */
const daysAgo = (column: AnyPgColumn, now: Date): SQL<number> =>
  sql<number>`floor(extract(epoch from (${now.toISOString()}::timestamptz - ${column})) / 86400)`;

/** Readings made within this very instant belong to the last day. */
const endOfDays = ({ now }: OverviewScope): number => quarterOf(now.getTime()) + QUARTER_MS;

const begin = (scope: OverviewScope): number => endOfDays(scope) - 2 * days * dayMs;

/** Fourteen days of whole quarters of an hour, oldest first. */
function toDays(scope: OverviewScope, quarters: readonly QuarterSums[]): Day[] {
  const byDay = Map.groupBy(quarters, ({ at }) => Math.floor((at - begin(scope)) / dayMs));
  return Array.from({ length: 2 * days }, (_, day) => addUp(byDay.get(day) ?? []));
}

const oldestFirst = <T>(of: (ago: number) => T): T[] =>
  Array.from({ length: 2 * days }, (_, index) => of(2 * days - 1 - index));

async function readPostsOut(db: Reader, scope: OverviewScope): Promise<KpiView> {
  const { now } = scope;
  const rows = await db
    .select({
      ago: daysAgo(posts.publishedAt, now).mapWith(Number),
      count: sql<number>`count(*)`.mapWith(Number),
    })
    .from(posts)
    .innerJoin(socialAccounts, eq(socialAccounts.id, posts.accountId))
    .where(
      and(
        eq(posts.workspaceId, scope.workspaceId),
        eq(socialAccounts.sandbox, scope.sandbox),
        or(isNull(posts.visibility), ne(posts.visibility, "draft")),
        gt(posts.publishedAt, new Date(now.getTime() - 2 * days * dayMs)),
        lte(posts.publishedAt, now),
      ),
    )
    .groupBy(sql`1`);
  const counts = new Map(rows.map((row) => [row.ago, row.count]));
  const series = oldestFirst((ago) => counts.get(ago) ?? 0);
  const before = sum(series.slice(0, days));
  const spark = series.slice(days);
  return { key: "posts", value: sum(spark), before: before > 0 ? before : null, spark };
}
