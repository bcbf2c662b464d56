import { sql } from "drizzle-orm";
import type { OperationsView } from "@/lib/contracts/operations";
import { writtenHandle } from "@/lib/domain/written-handle";
import { catalog } from "@/lib/platforms/catalog";
import { Platform } from "@/lib/platforms/platform";
import type { Ctx } from "@/server/context";

const MOST_BUDGETS = 50;

interface LoadRow extends Record<string, unknown> {
  platform: string;
  sandbox: boolean;
  state: "closed" | "open" | "half_open" | null;
  since: string | null;
  next: string | null;
  inFlight: number;
}

/** The platforms on which the workspace has accounts, in its worlds: how each answers, what is on its way. */
export async function readPlatforms(ctx: Ctx): Promise<OperationsView["platforms"]> {
  const { rows } = await ctx.db.execute<LoadRow>(sql`
    select a.platform, a.sandbox, h.state, to_json(h.opened_at)#>>'{}' as since,
      to_json(h.next_probe_at)#>>'{}' as next, sum(a.posts)::int as "inFlight"
    from (
      select platform, sandbox, (select count(*) from posts p
        where p.account_id = social_accounts.id and p.status = 'publishing') as posts
      from social_accounts
      where workspace_id = ${ctx.workspaceId}::uuid and status <> 'disconnected') a
    left join provider_health h on h.platform = a.platform and h.sandbox = a.sandbox
    group by 1, 2, 3, 4, 5 order by 1, 2`);
  return rows.map(({ platform: key, state, since, next, ...row }) => {
    const platform = Platform.parse(key);
    const isClosed = state === null || state === "closed";
    return {
      ...{ ...row, platform, label: catalog[platform].label, state: state ?? "closed" },
      since: isClosed ? null : toIso(since),
      nextProbeAt: isClosed ? null : toIso(next),
    };
  });
}

interface BudgetRow extends Record<string, unknown> {
  platform: string;
  sandbox: boolean;
  handle: string | null;
  window: string;
  remaining: number;
  quota: number | null;
  resets: string;
}

/** Limits that come to their end: of the workspace's accounts, and of the apps they go through. */
export async function readBudgets(ctx: Ctx): Promise<OperationsView["budgets"]> {
  const { rows } = await ctx.db.execute<BudgetRow>(sql`
    with own as (
      select id, platform, sandbox, handle from social_accounts
      where workspace_id = ${ctx.workspaceId}::uuid and status <> 'disconnected'),
    subjects as (
      select id::text as subject, platform, sandbox, handle from own
      union
      select 'app:' || platform || ':' || case when sandbox then 'sandbox' else 'real' end,
        platform, sandbox, null from own)
    select s.platform, s.sandbox, s.handle, b."window", b.remaining, b.quota,
      to_json(b.resets_at)#>>'{}' as resets
    from subjects s join rate_budgets b on b.subject = s.subject
    where b.resets_at > ${ctx.now().toISOString()}::timestamptz
      and (b.remaining <= 3 or b.remaining <= b.quota * 0.2)
    order by b.remaining, b.resets_at, s.platform limit ${MOST_BUDGETS}::int`);
  return rows.map(({ platform: key, handle, resets, ...row }) => {
    const platform = Platform.parse(key);
    return {
      ...{ ...row, platform, label: catalog[platform].label },
      account: handle === null ? null : writtenHandle(platform, handle),
      resetsAt: new Date(resets).toISOString(),
    };
  });
}

const toIso = (at: string | null) => (at === null ? null : new Date(at).toISOString());
