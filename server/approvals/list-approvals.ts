import { eq, inArray, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import {
  APPROVAL_STATES,
  type ApprovalItem,
  type ApprovalPage,
  type ApprovalQuery,
  type ApprovalState,
} from "@/lib/contracts/approvals";
import { Id } from "@/lib/contracts/common";
import { isApproved, needsApproval } from "@/server/campaigns/approval-rule";
import type { Ctx } from "@/server/context";
import { createCursor, cutPage } from "@/server/cursor";
import { campaigns, variants } from "@/server/db/schema/campaigns";
import { variantReviews } from "@/server/db/schema/reviews";
import { workspaces } from "@/server/db/schema/workspaces";
import { toViews } from "@/server/variants/list-variants";
import { readReviews } from "@/server/variants/read-reviews";
import { getWorkspace } from "@/server/workspaces/get-workspace";
import { isSandboxShown } from "@/server/workspaces/is-sandbox-shown";
import { countOwnPosts } from "./count-own-posts";

interface Entry {
  id: string;
  state: ApprovalState;
  waitingPosts: number;
  /** Milliseconds; null: no post waits for it. */
  dueMs: number | null;
  deadlineMs: number | null;
}

const NEVER_MS = 8_640_000_000_000_000;

const cursor = createCursor(z.tuple([z.number(), Id]));

/** Variants in one state of review, the most pressing first, with what it takes to decide. */
export async function listApprovals(ctx: Ctx, query: ApprovalQuery): Promise<ApprovalPage> {
  const sandbox = await isSandboxShown(ctx, await getWorkspace(ctx));
  const entries = await listEntries(ctx, query, sandbox);
  const { page, end } = cutPage(entries, query.limit);
  return {
    items: await toItems(ctx, page),
    nextCursor: end && cursor.write([end.dueMs ?? NEVER_MS, end.id]),
    counts: await countApprovals(ctx),
    ownPosts: await countOwnPosts(ctx, sandbox),
  };
}

/** How many variants stand where. */
export async function countApprovals(ctx: Ctx): Promise<Record<ApprovalState, number>> {
  const { rows } = (await ctx.db.execute(sql`
    select state, count(*)::int as total from (${reviewed(ctx)}) as reviewed
    where state is not null group by state`)) as unknown as {
    rows: { state: ApprovalState; total: number }[];
  };
  const totals = new Map(rows.map((row) => [row.state, row.total]));
  const entries = APPROVAL_STATES.map((state) => [state, totals.get(state) ?? 0]);
  return Object.fromEntries(entries) as Record<ApprovalState, number>;
}

/** Living variants of campaigns that still post, each with its state; null: nobody has to review it. */
const reviewed = (ctx: Ctx): SQL => sql`
  select ${variants.id} as id, ${variants.campaignId} as campaign_id,
    ${variants.platform} as platform,
    case when ${isApproved} then 'approved'
      when said.verdict in ('rejected', 'changes_requested') then said.verdict
      when ${needsApproval} then 'waiting' end as state
  from ${variants}
  join ${campaigns} on ${campaigns.id} = ${variants.campaignId}
    and ${campaigns.deletedAt} is null and ${campaigns.status} <> 'completed'
  join ${workspaces} on ${workspaces.id} = ${variants.workspaceId}
  left join lateral (
    select r.verdict from ${variantReviews} r
    where r.variant_id = ${variants.id} and r.content_hash = ${variants.contentHash}
    order by r.nth desc limit 1) said on true
  where ${variants.workspaceId} = ${ctx.workspaceId}::uuid and ${variants.deletedAt} is null`;

async function listEntries(ctx: Ctx, query: ApprovalQuery, sandbox: boolean): Promise<Entry[]> {
  const { state, campaignId, platform, limit } = query;
  const after = cursor.read(query.cursor);
  const filters = [
    sql`v.state = ${state}`,
    ...(campaignId ? [sql`v.campaign_id = ${campaignId}::uuid`] : []),
    ...(platform ? [sql`v.platform = ${platform}`] : []),
  ];
  const { rows } = (await ctx.db.execute(sql`
    select * from (
      select v.id, v.state, waiting.posts as "waitingPosts",
        (extract(epoch from waiting.due_at) * 1000)::float8 as "dueMs",
        (extract(epoch from waiting.deadline_at) * 1000)::float8 as "deadlineMs"
      from (${reviewed(ctx)}) v
      cross join lateral (
        select count(*)::int as posts, min(p.due_at) as due_at,
          (array_agg(p.deadline_at order by p.due_at))[1] as deadline_at
        from posts p join social_accounts a on a.id = p.account_id and a.sandbox = ${sandbox}
        where p.campaign_id = v.campaign_id and p.platform = v.platform
          and p.status = 'awaiting_approval' and not p.own_content
          and (p.pinned_variant_id is null or p.pinned_variant_id = v.id)) waiting
      where ${sql.join(filters, sql` and `)}) entries
    ${after ? isBehind(...after) : sql``}
    order by coalesce("dueMs", ${NEVER_MS}::float8), id
    limit ${limit + 1}::int`)) as unknown as { rows: Entry[] };
  return rows;
}

const isBehind = (ms: number, id: string): SQL =>
  sql`where (coalesce("dueMs", ${NEVER_MS}::float8), id) > (${ms}::float8, ${id}::uuid)`;

async function toItems(ctx: Ctx, entries: readonly Entry[]): Promise<ApprovalItem[]> {
  const ids = entries.map((entry) => entry.id);
  if (ids.length === 0) return [];
  const rows = await ctx.db
    .select({ variant: variants, campaign: campaigns })
    .from(variants)
    .innerJoin(campaigns, eq(campaigns.id, variants.campaignId))
    .where(inArray(variants.id, ids));
  const brands = new Map(rows.map(({ campaign }) => [campaign.id, campaign.brand]));
  const views = await toViews(
    ctx.db,
    ctx.workspaceId,
    brands,
    rows.map(({ variant }) => variant),
  );
  const reviews = await readReviews(ctx.db, ids);
  return entries.flatMap((entry) => {
    const variant = views.find((view) => view.id === entry.id);
    const row = rows.find((each) => each.variant.id === entry.id);
    if (!variant || !row) return [];
    const earlier = reviews.get(entry.id)?.earlier ?? null;
    return {
      variant,
      campaign: { id: row.campaign.id, name: row.campaign.name, status: row.campaign.status },
      state: entry.state,
      waitingPosts: entry.waitingPosts,
      earliest: toEarliest(entry),
      previous: earlier && {
        title: earlier.content.title,
        text: earlier.content.text,
        verdict: earlier.verdict,
        at: earlier.at.toISOString(),
      },
      editedBy: row.variant.editedBy,
    };
  });
}

function toEarliest({ dueMs, deadlineMs }: Entry): ApprovalItem["earliest"] {
  if (dueMs === null || deadlineMs === null) return null;
  return {
    dueAt: new Date(dueMs).toISOString(),
    deadlineAt: new Date(deadlineMs).toISOString(),
  };
}
