import { type SQL, sql } from "drizzle-orm";
import type { OperationsView } from "@/lib/contracts/operations";
import type { Ctx } from "@/server/context";

type Lateness = OperationsView["lateness"];

const DAY_MS = 86_400_000;
// A deadline is at most a day after its time.
const LOOK_BACK_MS = 2 * DAY_MS;
/** Seconds; above the last there is no end. */
const BOUNDS = [1, 5, 15, 60, 300, 1800] as const;

interface Row extends Record<string, unknown> {
  count: number;
  held: number;
  shares: number[] | null;
  counts: number[] | null;
}

const iso = (ms: number) => new Date(ms).toISOString();

/** How long after their time posts went out in the last 24 hours. */
export async function readLateness(ctx: Ctx): Promise<Lateness> {
  const now = ctx.now().getTime();
  const { rows } = await ctx.db.execute<Row>(sql`
    with late as materialized (
      select ${secondsLate} as seconds, ${isHeld} as held
      from posts p
      where p.workspace_id = ${ctx.workspaceId}::uuid
        and p.due_at >= ${iso(now - DAY_MS - LOOK_BACK_MS)}::timestamptz
        and p.published_at > ${iso(now - DAY_MS)}::timestamptz),
    free as (select seconds from late where not held)
    select count(*)::int as count, (select count(*)::int from late where held) as held,
      to_json(percentile_disc(array[0.5, 0.95, 0.99]) within group (order by seconds)) as shares,
      json_build_array(${sql.join(
        BOUNDS.map((bound) => sql`count(*) filter (where seconds <= ${bound}::int)`),
        sql`, `,
      )}) as counts
    from free`);
  const row = rows[0];
  const [p50 = null, p95 = null, p99 = null] = row?.shares ?? [];
  return {
    ...{ count: row?.count ?? 0, held: row?.held ?? 0, p50, p95, p99 },
    buckets: toBuckets(row?.counts ?? [], row?.count ?? 0),
  };
}

function toBuckets(counts: readonly number[], total: number): Lateness["buckets"] {
  let before = 0;
  const buckets: Lateness["buckets"] = BOUNDS.map((upTo, index) => {
    const count = (counts[index] ?? 0) - before;
    before = counts[index] ?? before;
    return { upTo, count };
  });
  return [...buckets, { upTo: null, count: total - before }];
}

/** Of a post `p` that is out. */
export const secondsLate: SQL = sql`
  greatest(extract(epoch from p.published_at - p.due_at), 0)::float8`;

/** A person did something about it, or what it hangs on, after its time: the wait was theirs. */
export const isHeld: SQL = sql`
  (p.published_at > p.due_at + interval '1 minute' and exists (
    select 1 from audit_log l
    where l.workspace_id = p.workspace_id and l.at > p.due_at and l.at <= p.published_at
      and l.actor_kind <> 'system'
      and l.subject_id in (p.id::text, p.variant_id::text, p.schedule_id::text,
        p.campaign_id::text, p.account_id::text, p.workspace_id::text)))`;
