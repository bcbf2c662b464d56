import { sql } from "drizzle-orm";
import type { Histogram } from "@/lib/domain/exposition";
import type { Reader } from "@/server/db/client";
import { isFree } from "@/server/operations/overdue";
import { isHeld, secondsLate } from "@/server/operations/read-lateness";
import { claimable } from "@/server/posts/lock-candidates";

const DAY_MS = 86_400_000;
// A deadline is at most a day after its time.
const LOOK_BACK_MS = 2 * DAY_MS;
const OPEN = ["planned", "awaiting_approval", "queued", "blocked"];
const IN_HAND = ["publishing", "pending", "unknown"];

/** What is not over yet, by status; each from an index that holds nothing else. */
export async function countOpenPosts(db: Reader): Promise<Map<string, number>> {
  const { rows } = await db.execute<{ status: string; count: number }>(sql`
    select status, count(*)::int as count from posts
    where status in ('planned', 'awaiting_approval', 'queued', 'blocked') group by status
    union all select status, count(*)::int from posts
    where status = 'publishing' group by status
    union all select status, count(*)::int from posts
    where status in ('pending', 'unknown') group by status
    union all select status, count(*)::int from posts
    where status = 'parked' group by status`);
  const counts = new Map(rows.map(({ status, count }) => [status, count]));
  return new Map([...OPEN, ...IN_HAND, "parked"].map((key) => [key, counts.get(key) ?? 0]));
}

/** Posts that could go out this moment, and since when the first of them could. */
export async function countDue(
  db: Reader,
  now: Date,
): Promise<{ due: number; oldestSeconds: number }> {
  const at = now.toISOString();
  const { rows } = await db.execute<{ due: number; oldest: number | null }>(sql`
    select coalesce(sum(ready.due), 0)::int as due,
      extract(epoch from ${at}::timestamptz - min(ready.oldest))::float8 as oldest
    from social_accounts a
    join workspaces w on w.id = a.workspace_id
    cross join lateral (
      select count(*) as due, min(p.due_at) as oldest from posts p
      where p.account_id = a.id and ${claimable(at)} and ${isFree(at)}) ready`);
  return { due: rows[0]?.due ?? 0, oldestSeconds: Math.max(0, rows[0]?.oldest ?? 0) };
}

/** Counters run from midnight, UTC: a fall to zero is one that every reader of counters knows. */
const midnight = (now: Date): number => Math.floor(now.getTime() / DAY_MS) * DAY_MS;

const LATENESS_BOUNDS = [1, 2, 5, 10, 15, 30, 60, 300, 1800, 21_600];

/** How late posts went out today, but for those that a person kept. */
export async function readLatenessToday(
  db: Reader,
  now: Date,
): Promise<Pick<Histogram, "buckets" | "sum" | "count">> {
  const since = new Date(midnight(now)).toISOString();
  const from = new Date(midnight(now) - LOOK_BACK_MS).toISOString();
  const { rows } = await db.execute<{ counts: number[]; sum: number; count: number }>(sql`
    with late as materialized (
      select ${secondsLate} as seconds, ${isHeld} as held
      from workspaces w join posts p on p.workspace_id = w.id
      where p.due_at >= ${from}::timestamptz and p.published_at >= ${since}::timestamptz)
    select count(*)::int as count, coalesce(sum(seconds), 0)::float8 as sum,
      json_build_array(${sql.join(
        LATENESS_BOUNDS.map((bound) => sql`count(*) filter (where seconds <= ${bound}::int)`),
        sql`, `,
      )}) as counts
    from late where not held`);
  const { counts = [], sum = 0, count = 0 } = rows[0] ?? {};
  return {
    buckets: LATENESS_BOUNDS.map((le, index) => ({ le, count: counts[index] ?? 0 })),
    ...{ sum, count },
  };
}

export interface AttemptCount extends Record<string, unknown> {
  platform: string;
  outcome: string;
  count: number;
}

/** Tries to post that came to an end today. Every one touches its post, which is what is looked through. */
export async function countAttemptsToday(db: Reader, now: Date): Promise<AttemptCount[]> {
  const since = new Date(midnight(now)).toISOString();
  const from = new Date(midnight(now) - LOOK_BACK_MS).toISOString();
  const { rows } = await db.execute<AttemptCount>(sql`
    select p.platform, t.outcome, count(*)::int as count
    from workspaces w
    join posts p on p.workspace_id = w.id
    join post_attempts t on t.post_id = p.id
    where p.due_at >= ${from}::timestamptz and p.updated_at >= ${since}::timestamptz
      and t.kind = 'publish' and t.outcome is not null and t.finished_at >= ${since}::timestamptz
    group by 1, 2 order by 1, 2`);
  return rows;
}
