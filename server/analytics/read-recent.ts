import { and, eq, inArray } from "drizzle-orm";
import { DateTime } from "luxon";
import type { OverviewView } from "@/lib/contracts/overview";
import { beginOfDay } from "@/lib/domain/begin-of-day";
import { quantile } from "@/lib/domain/post-curve";
import { Platform } from "@/lib/platforms/platform";
import { AHEAD, isOfToday, type OverviewScope } from "@/server/analytics/overview-scope";
import type { QuarterSums } from "@/server/analytics/query-quarters";
import type { Reader } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { posts } from "@/server/db/schema/posts";

type Recent = OverviewView["recent"];

const lookBackDays = 14;
const hourMs = 3_600_000;
const fewestDays = 4;
// The middle eight of ten days.
const lowShare = 0.1;
const highShare = 0.9;

/** What the overview's hours begin with. */
export const beginOfRecent = ({ zone, dayStart }: OverviewScope): Date =>
  beginOfDay(dayStart, zone, -lookBackDays);

interface Hour {
  at: string;
  views: number;
}

/** Views an hour today, beside what the last two weeks had at the same hour. */
export async function readRecent(
  db: Reader,
  scope: OverviewScope,
  quarters: readonly QuarterSums[],
): Promise<Recent> {
  const { dayStart, dayEnd } = scope;
  const points = toHours(scope, quarters);
  const hours = points.filter((point) => Date.parse(point.at) >= dayStart.getTime());
  const past = points.filter((point) => Date.parse(point.at) < dayStart.getTime());
  const { usual, days } = toUsual(past, scope);
  return {
    hours,
    usual,
    usualDays: days,
    dayStart: dayStart.toISOString(),
    dayEnd: dayEnd.toISOString(),
    marks: await readMarks(db, scope),
  };
}

/** Hours of the zone's calendar up to now; those without views are there with zeros. */
function toHours(scope: OverviewScope, quarters: readonly QuarterSums[]): Hour[] {
  const from = beginOfRecent(scope).getTime();
  const views = new Map<number, number>();
  for (const quarter of quarters) {
    const hour = Math.floor((quarter.at - from) / hourMs);
    views.set(hour, (views.get(hour) ?? 0) + quarter.views);
  }
  const length = Math.floor((scope.now.getTime() - from) / hourMs) + 1;
  return Array.from({ length }, (_, hour) => ({
    at: new Date(from + hour * hourMs).toISOString(),
    views: views.get(hour) ?? 0,
  }));
}

/** Days before the first result say nothing about what is usual. */
function toUsual(past: readonly Hour[], { zone, dayStart }: OverviewScope) {
  const local = (at: string) => DateTime.fromISO(at, { zone });
  const byDay = Map.groupBy(past, (point) => local(point.at).toISODate());
  const first = past.find((point) => point.views !== 0);
  const known = [...byDay.values()].filter((day) => first && (day.at(-1)?.at ?? "") >= first.at);
  if (known.length < fewestDays) return { usual: null, days: known.length };
  const usual = Array.from({ length: 24 }, (_, hour) => {
    const values = known
      .flatMap((day) => day.filter((point) => local(point.at).hour === hour))
      .map((point) => point.views);
    const at = DateTime.fromJSDate(dayStart, { zone })
      .set({ hour })
      .toUTC()
      .toJSDate()
      .toISOString();
    return {
      at,
      middle: quantile(values, 0.5),
      low: quantile(values, lowShare),
      high: quantile(values, highShare),
    };
  });
  return { usual, days: known.length };
}

async function readMarks(db: Reader, scope: OverviewScope): Promise<Recent["marks"]> {
  const rows = await db
    .select({
      platform: posts.platform,
      status: posts.status,
      dueAt: posts.dueAt,
      publishedAt: posts.publishedAt,
    })
    .from(posts)
    .innerJoin(socialAccounts, eq(socialAccounts.id, posts.accountId))
    .where(
      and(
        eq(posts.workspaceId, scope.workspaceId),
        eq(socialAccounts.sandbox, scope.sandbox),
        inArray(posts.status, ["published", ...AHEAD]),
        isOfToday(scope),
      ),
    )
    .orderBy(posts.dueAt)
    .limit(40);
  return rows.map((row) => ({
    at: (row.publishedAt ?? row.dueAt).toISOString(),
    platform: Platform.parse(row.platform),
    out: row.status === "published",
  }));
}
