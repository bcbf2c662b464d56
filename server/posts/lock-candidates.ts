import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/server/db/client";
import { PREPARED } from "@/server/db/prepared";
import type { Service } from "@/server/limits/circuit";
import { type Gates, isOpenForPosts, isProbeOf, lockProbes } from "./claim-gates";
import { isAskedNow } from "./hold-too-close";

export interface Shares {
  /** At most so many posts now. */
  limit: number;
  /** At most so many of one platform in flight, in all processes together. */
  perPlatform: number;
}

/**
 * Scalar subqueries, not joins: the queue of an account is then read in its order up to the first
 * post that may go, however many wait behind it.
 */
export const claimable = (at: string): SQL => sql`
  p.status = 'queued' and p.next_at <= ${at}::timestamptz and p.due_at <= ${at}::timestamptz
  and p.deadline_at >= ${at}::timestamptz
  and coalesce((select not s.paused and s.deleted_at is null
    from schedules s where s.id = p.schedule_id), true)
  and coalesce((select c.status = 'active' and c.deleted_at is null
    from campaigns c where c.id = p.campaign_id), true)`;

export interface Candidate {
  id: string;
  platform: string;
  sandbox: boolean;
  /** The account's next post. */
  postId: string;
  /** A person wants that post out now. */
  askedNow: boolean;
  /** How far apart the workspace wants the account's posts. */
  gapMinutes: number;
}

interface Candidates {
  accounts: Candidate[];
  /** Those let through alone, to see whether their platform works again. */
  probes: { accountId: string; service: Service }[];
}

/** Locks the accounts that may post now, one post each. */
export async function lockCandidates(
  tx: Tx,
  gates: Gates,
  now: Date,
  options: Shares,
): Promise<Candidates> {
  const at = now.toISOString();
  const services = await lockProbes(tx, gates, now);
  const accounts = await lockAccounts(tx, at, isOpenForPosts(at), options);
  const probes = [];
  for (const service of services) {
    const alone = { limit: 1, perPlatform: 1 };
    const [probe] = await lockAccounts(tx, at, isProbeOf(service, at), alone);
    if (!probe) continue;
    accounts.push(probe);
    probes.push({ accountId: probe.id, service });
  }
  return { accounts, probes };
}

/**
 * Workspaces take turns, each with the account that waits longest, and a platform gets no more than
 * its share: who has much to post, or posts where all is slow, keeps nobody else waiting.
 */
async function lockAccounts(
  tx: Tx,
  at: string,
  gate: SQL,
  { limit, perPlatform }: Shares,
): Promise<Candidate[]> {
  const { rows } = (await tx.execute(sql`${PREPARED}
    with busy as materialized (select account_id, platform from posts where status = 'publishing'),
    waiting as materialized (
      select a.id, a.platform, due.id as post_id, due.next_at, due.asked_now,
        (w.settings->>'minGapMinutes')::int as gap_minutes,
        row_number() over (partition by a.workspace_id order by due.next_at, a.id) as turn
      from social_accounts a
      join workspaces w on w.id = a.workspace_id
      cross join lateral (
        select p.id, p.next_at, ${isAskedNow} as asked_now from posts p where p.account_id = a.id and ${claimable(at)}
        order by p.next_at, p.id limit 1) due
      where a.status in ('active', 'expiring') and not a.paused and not w.all_paused
        and (a.rest_until is null or a.rest_until <= ${at}::timestamptz)
        and a.id not in (select account_id from busy)
        and ${gate}),
    placed as (
      select id, post_id, asked_now, gap_minutes, turn, next_at, platform,
        row_number() over (partition by platform order by turn, next_at, id) as place
      from waiting),
    in_flight as (select platform, count(*) as posts from busy group by platform)
    select a.id, a.platform, a.sandbox, chosen.post_id as "postId",
      chosen.asked_now as "askedNow", chosen.gap_minutes as "gapMinutes"
    from social_accounts a
    join (
      select placed.id, post_id, asked_now, gap_minutes from placed left join in_flight using (platform)
      where place <= ${perPlatform}::int - coalesce(in_flight.posts, 0)
      order by turn, next_at, id limit ${limit}::int) chosen on chosen.id = a.id
    order by a.id
    for no key update of a skip locked`)) as unknown as { rows: Candidate[] };
  return rows;
}
