import { and, eq, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { Id } from "@/lib/contracts/common";
import type { ListRecipients, RecipientPage, RecipientView } from "@/lib/contracts/recipients";
import { RECIPIENT_STATES, type RecipientState } from "@/lib/domain/recipient-status";
import { countReachable } from "@/server/contacts/count-reachable";
import type { Ctx } from "@/server/context";
import { createCursor, cutPage } from "@/server/cursor";
import { posts } from "@/server/db/schema/posts";
import { notFound } from "@/server/errors";

interface Row {
  part: number;
  id: string;
  name: string | null;
  phone: string;
  state: RecipientState;
  reason: string | null;
  at: Date | string | null;
}

const cursor = createCursor(z.tuple([z.number().int().min(0).max(2), Id]));

/** To whom a post goes or went, those whom it failed first, and who was left out and why. @throws AppError `not_found` */
export async function listRecipients(
  ctx: Ctx,
  postId: string,
  { state, limit, ...query }: ListRecipients,
): Promise<RecipientPage> {
  const [post] = await ctx.db
    .select({ id: posts.id })
    .from(posts)
    .where(and(eq(posts.id, postId), eq(posts.workspaceId, ctx.workspaceId)));
  if (!post) throw notFound("post");
  const people = toPeople(ctx.workspaceId, postId);
  const after = cursor.read(query.cursor);
  const { rows } = (await ctx.db.execute(sql`
    select * from (
      select id, name, phone, reason, state, at,
        case when state in ('failed', 'in_doubt') then 0 else part end as part
      from (${people}) everybody) people
    where ${state ? sql`state = ${state}` : sql`true`}
      and ${after ? sql`(part, id) > (${after[0]}::int, ${after[1]}::uuid)` : sql`true`}
    order by part, id limit ${limit + 1}`)) as unknown as { rows: Row[] };
  const { page, end } = cutPage(rows, limit);
  const counts = await countPeople(ctx, people);
  const hasBegun = Object.values(counts).some((number) => number > 0);
  return {
    items: page.map(toView),
    nextCursor: end && cursor.write([end.part, end.id]),
    counts,
    reachable: hasBegun ? null : await countReachable(ctx.db, ctx),
  };
}

/**
 * Everybody of a post: first those it was addressed to, then those whom it found without consent when
 * it began. Whoever was added later has nothing to do with it.
 */
function toPeople(workspaceId: string, postId: string): SQL {
  return sql`
    select 1 as part, r.id, c.name, c.phone, r.problem as reason,
      case
        when r.problem_code in ('not_reachable', 'ended') then 'left_out'
        when r.status = 'failed' then 'failed'
        when r.replies > 0 then 'replied'
        when r.read_at is not null then 'read'
        when r.delivered_at is not null then 'delivered'
        when r.status = 'published' then 'sent'
        when r.status in ('unknown', 'parked') then 'in_doubt'
        else 'waiting' end as state,
      case
        when r.problem_code in ('not_reachable', 'ended') then r.updated_at
        when r.status = 'failed' then coalesce(r.failed_at, r.updated_at)
        when r.replies > 0 then r.updated_at
        else coalesce(r.read_at, r.delivered_at, r.sent_at) end as at
    from post_recipients r
    join contacts c on c.id = r.contact_id
    where r.post_id = ${postId}::uuid and r.workspace_id = ${workspaceId}::uuid
    union all
    select 2, c.id, c.name, c.phone,
      case when c.opted_out_at is not null then 'Has said stop.' else 'Has not agreed to get messages.' end,
      'left_out', null
    from contacts c
    where c.workspace_id = ${workspaceId}::uuid and c.deleted_at is null
      and c.created_at <= (select min(created_at) from post_recipients where post_id = ${postId}::uuid)
      and not exists (
        select 1 from post_recipients r where r.post_id = ${postId}::uuid and r.contact_id = c.id)`;
}

async function countPeople(ctx: Ctx, people: SQL): Promise<RecipientPage["counts"]> {
  const { rows } = (await ctx.db.execute(sql`
    select state, count(*)::int as number from (${people}) people group by state`)) as unknown as {
    rows: { state: RecipientState; number: number }[];
  };
  const told = new Map(rows.map(({ state, number }) => [state, number]));
  return Object.fromEntries(
    RECIPIENT_STATES.map((state) => [state, told.get(state) ?? 0]),
  ) as RecipientPage["counts"];
}

const toView = ({ id, name, phone, state, reason, at }: Row): RecipientView => ({
  ...{ id, name, phone, state },
  reason: state === "failed" || state === "in_doubt" || state === "left_out" ? reason : null,
  at: at === null ? null : new Date(at).toISOString(),
});
