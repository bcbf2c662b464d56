import { sql } from "drizzle-orm";
import { COMPARED_AT_MS } from "@/lib/domain/compared-ages";
import type { Reader } from "@/server/db/client";
import type { Runtime } from "@/server/runtime";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** So many posts that became comparable are reason enough not to wait for the day. */
const ENOUGH_NEW = 10;
const MAX_WORKSPACES = 200;

/**
 * Workspaces with an account whose hours should be worked out anew: daily while there are new posts to
 * learn from, sooner after many, at once where it was never done.
 */
export async function listDueBestTimes(
  { clock }: Pick<Runtime, "clock">,
  reader: Reader,
  onlyWorkspaceId?: string,
): Promise<{ workspaceId: string }[]> {
  const now = clock.now().getTime();
  const at = (ms: number) => sql`${new Date(ms).toISOString()}::timestamptz`;
  const age = sql`${`${COMPARED_AT_MS} milliseconds`}::interval`;
  // Became comparable since the last time; the bound on due times lets the account's index find them.
  const fresh = sql`
    from posts p where p.account_id = a.id and p.status = 'published'
      and p.due_at <= ${at(now)} and p.due_at > coalesce(known.at - ${age}, '-infinity') - interval '2 days'
      and p.published_at <= ${at(now - COMPARED_AT_MS)}
      and p.published_at > coalesce(known.at - ${age}, '-infinity')`;
  const only = onlyWorkspaceId ? sql`and a.workspace_id = ${onlyWorkspaceId}` : sql``;
  const { rows } = (await reader.execute(sql`
    select distinct a.workspace_id as "workspaceId" from social_accounts a
    left join lateral (select max(b.computed_at) as at from account_best_times b
      where b.account_id = a.id) known on true
    where a.status <> 'disconnected' ${only} and (
      ((known.at is null or known.at <= ${at(now - DAY_MS)}) and exists (select 1 ${fresh}))
      or (known.at <= ${at(now - HOUR_MS)}
        and (select count(*) from (select 1 ${fresh} limit ${ENOUGH_NEW}) f) >= ${ENOUGH_NEW})
    ) limit ${MAX_WORKSPACES}`)) as unknown as { rows: { workspaceId: string }[] };
  return rows;
}
