import { sql } from "drizzle-orm";
import { type OperationsView, WAIT_REASONS, type WaitReason } from "@/lib/contracts/operations";
import type { Ctx } from "@/server/context";
import { isOpenForPosts } from "@/server/posts/claim-gates";

type Queue = OperationsView["queue"];

// No deadline is further from its time than a day; what is doubtful is given up sooner.
const LOOK_BACK_MS = 3 * 86_400_000;
const HOUR_MS = 3_600_000;

interface Row extends Record<string, unknown> {
  standing: WaitReason | "ready" | "in_flight" | "next_hour";
  count: number;
  oldest: string;
}

/** What is to go out now and soon, and what holds the rest. */
export async function readQueue(ctx: Ctx): Promise<Queue> {
  const now = ctx.now();
  const at = now.toISOString();
  const from = new Date(now.getTime() - LOOK_BACK_MS).toISOString();
  const until = new Date(now.getTime() + HOUR_MS).toISOString();
  const { rows } = await ctx.db.execute<Row>(sql`
    select standing, count(*)::int as count, to_json(min(due_at))#>>'{}' as oldest
    from (
      select p.due_at, ${standing(at)} as standing
      from posts p
      join workspaces w on w.id = p.workspace_id
      join social_accounts a on a.id = p.account_id
      left join schedules s on s.id = p.schedule_id
      left join campaigns c on c.id = p.campaign_id
      where p.workspace_id = ${ctx.workspaceId}::uuid
        and p.due_at >= ${from}::timestamptz and p.due_at <= ${until}::timestamptz
        and p.status in ('planned', 'awaiting_approval', 'queued', 'publishing', 'pending',
          'blocked', 'unknown')) due
    group by standing`);
  const find = (wanted: Row["standing"]) => rows.find(({ standing }) => standing === wanted);
  const oldest = find("ready")?.oldest;
  return {
    ready: find("ready")?.count ?? 0,
    oldestDueAt: oldest === undefined ? null : new Date(oldest).toISOString(),
    inFlight: find("in_flight")?.count ?? 0,
    nextHour: find("next_hour")?.count ?? 0,
    waiting: WAIT_REASONS.flatMap((reason) => {
      const count = find(reason)?.count ?? 0;
      return count > 0 ? [{ reason, count }] : [];
    }),
    parked: await countParked(ctx),
  };
}

/** The first reason that holds; a person's own comes before the product's. */
const standing = (at: string) => sql`case
  when p.status = 'publishing' then 'in_flight'
  when p.status in ('pending', 'unknown') then 'look'
  when p.due_at > ${at}::timestamptz then 'next_hour'
  when w.all_paused then 'all_paused'
  when a.paused or coalesce(s.paused or s.deleted_at is not null, false)
    or coalesce(c.status <> 'active' or c.deleted_at is not null, false) then 'paused'
  when p.status in ('planned', 'awaiting_approval') then 'approval'
  when p.status = 'blocked' or a.status not in ('active', 'expiring') then 'account'
  when exists (select 1 from provider_health h where h.platform = a.platform
    and h.sandbox = a.sandbox and h.state <> 'closed') then 'platform'
  when a.rest_until > ${at}::timestamptz then 'rest'
  when not (${isOpenForPosts(at)}) then 'limit'
  when p.next_at <= ${at}::timestamptz then 'ready'
  when p.problem_code = 'daily_cap' then 'daily_cap'
  when p.problem_code = 'min_gap' then 'gap'
  when p.problem_code = 'limit_reached' then 'limit'
  when p.problem_code = 'platform_resting' then 'platform'
  when p.attempt > 0 then 'retry'
  else 'variant' end`;

async function countParked(ctx: Ctx): Promise<number> {
  const { rows } = await ctx.db.execute<{ count: number }>(sql`
    select count(*)::int as count from posts
    where workspace_id = ${ctx.workspaceId}::uuid and status = 'parked'`);
  return rows[0]?.count ?? 0;
}
