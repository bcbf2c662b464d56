import { type SQL, sql } from "drizzle-orm";
import type { Reader } from "@/server/db/client";
import { isOpenForPosts } from "@/server/posts/claim-gates";
import { claimable } from "@/server/posts/lock-candidates";

const OVERDUE_AFTER_MS = 5 * 60_000;
const MOST = 1000;

export interface OverduePost {
  id: string;
  workspaceId: string;
  accountId: string;
  campaignId: string | null;
  scheduleId: string | null;
  platform: string;
  handle: string;
  dueAt: string;
  isTold: boolean;
}

/** Of an account `a` and its workspace `w`: nothing but the publisher keeps its posts. */
export const isFree = (at: string): SQL => sql`
  a.status in ('active', 'expiring') and not a.paused and not w.all_paused
  and (a.rest_until is null or a.rest_until <= ${at}::timestamptz)
  and ${isOpenForPosts(at)}`;

/**
 * Posts that could have gone out five minutes ago and did not: nobody took them, or who took them fell
 * silent. Each account's own queue is read from its front, so that what comes later costs nothing.
 */
export async function listOverdue(
  reader: Reader,
  now: Date,
  { workspaceId, limit = MOST }: { workspaceId?: string; limit?: number } = {},
): Promise<OverduePost[]> {
  const at = now.toISOString();
  const before = new Date(now.getTime() - OVERDUE_AFTER_MS).toISOString();
  const columns = sql`p.id, p.campaign_id, p.schedule_id, p.due_at, p.overdue_told_at`;
  const { rows } = await reader.execute<OverduePost & Record<string, unknown>>(sql`
    select late.id, a.workspace_id as "workspaceId", a.id as "accountId",
      late.campaign_id as "campaignId", late.schedule_id as "scheduleId", a.platform, a.handle,
      to_json(late.due_at)#>>'{}' as "dueAt",
      coalesce(late.overdue_told_at >= late.due_at, false) as "isTold"
    from social_accounts a
    join workspaces w on w.id = a.workspace_id
    cross join lateral (
      (select ${columns} from posts p
        where p.account_id = a.id and ${claimable(before)} and ${isFree(at)}
        order by p.next_at, p.id limit ${limit}::int)
      union all
      (select ${columns} from posts p
        where p.account_id = a.id and p.status = 'publishing'
          and p.lease_until <= ${before}::timestamptz)) late
    ${workspaceId ? sql`where a.workspace_id = ${workspaceId}::uuid` : sql``}
    order by late.due_at, late.id limit ${limit}::int`);
  return rows.map((row) => ({ ...row, dueAt: new Date(row.dueAt).toISOString() }));
}
