import { and, eq, inArray, notInArray, type SQL, sql } from "drizzle-orm";
import { isReachable } from "@/server/contacts/contact-status";
import type { Tx } from "@/server/db/client";
import { contacts, postRecipients } from "@/server/db/schema/contacts";
import { type ClaimedPost, leaseEnd, type Runtime } from "./claimed-post";

export type RecipientRow = typeof postRecipients.$inferSelect;

/** One person of a post that is ours until its lease ends: any write about it must name the fence. */
export interface ClaimedRecipient {
  row: RecipientRow;
  kind: "publish" | "resume";
  from: "publishing" | "pending" | "unknown";
  phone: string;
  name: string | null;
}

/**
 * Takes people who are due. Whether the post is still ours, everything paused, its campaign over or a
 * person gone is read again here, so that a stop holds from the next batch on.
 */
export async function claimRecipients(
  runtime: Runtime,
  claimed: ClaimedPost,
  limit: number,
): Promise<ClaimedRecipient[]> {
  const now = runtime.clock.now();
  return runtime.database.db.transaction(async (tx) => {
    await refuseUnreachable(tx, claimed, now);
    await refuseEnded(tx, claimed, now);
    const taken = await tx
      .update(postRecipients)
      .set({
        status: sql`case when ${postRecipients.status} = 'queued' then 'publishing' else ${postRecipients.status} end`,
        attempt: sql`${postRecipients.attempt} + case when ${postRecipients.status} = 'queued' then 1 else 0 end`,
        fence: sql`${postRecipients.fence} + 1`,
        leaseUntil: leaseEnd(runtime),
        firstAttemptAt: sql`coalesce(${postRecipients.firstAttemptAt}, ${now.toISOString()}::timestamptz)`,
        updatedAt: now,
      })
      .where(
        and(
          sql`${postRecipients.id} = any(${dueOf(claimed, now, limit)})`,
          inArray(postRecipients.status, ["queued", "pending", "unknown"]),
        ),
      )
      .returning();
    return withContacts(tx, taken);
  });
}

function dueOf({ post }: ClaimedPost, now: Date, limit: number): SQL {
  const at = now.toISOString();
  return sql`array(
    select r.id from post_recipients r
    join posts p on p.id = r.post_id
    join social_accounts a on a.id = p.account_id
    join workspaces w on w.id = p.workspace_id
    where r.post_id = ${post.id}::uuid and r.next_at <= ${at}::timestamptz
      and ((r.status = 'queued' and not (${isEnded})) or (r.status in ('pending', 'unknown')
        and (r.lease_until is null or r.lease_until <= ${at}::timestamptz)))
      and p.fence = ${post.fence} and p.status in ('publishing', 'pending', 'unknown')
      and not a.paused and not w.all_paused
      and not exists (select 1 from schedules s where s.id = p.schedule_id and s.paused)
      and not exists (select 1 from campaigns c where c.id = p.campaign_id and c.status = 'paused')
    order by r.next_at, r.id limit ${limit}
    for no key update of r skip locked)`;
}

/** Of the post `p`: whoever has got nothing of it is not to get it any more. */
const isEnded = sql`exists (select 1 from campaigns c where c.id = p.campaign_id
    and (c.status = 'completed' or c.deleted_at is not null))
  or exists (select 1 from schedules s where s.id = p.schedule_id and s.deleted_at is not null)`;

/** Those it did not reach yet stay without it; what may be out is looked at all the same. */
async function refuseEnded(tx: Tx, { post }: ClaimedPost, now: Date): Promise<void> {
  await tx
    .update(postRecipients)
    .set({
      ...{ status: "failed", updatedAt: now, problemCode: "ended" },
      problem: "Its campaign was completed or deleted, or its schedule, before their turn came.",
    })
    .where(
      and(
        eq(postRecipients.postId, post.id),
        eq(postRecipients.status, "queued"),
        sql`exists (select 1 from posts p where p.id = ${post.id}::uuid and (${isEnded}))`,
      ),
    );
}

/** Somebody who has said stop since the post began gets nothing of it. */
async function refuseUnreachable(tx: Tx, { post }: ClaimedPost, now: Date): Promise<void> {
  const reachable = tx
    .select({ id: contacts.id })
    .from(contacts)
    .where(isReachable(post.workspaceId, now));
  await tx
    .update(postRecipients)
    .set({
      ...{ status: "failed", updatedAt: now, problemCode: "not_reachable" },
      problem: "This contact has said stop, or was deleted.",
    })
    .where(
      and(
        eq(postRecipients.postId, post.id),
        eq(postRecipients.status, "queued"),
        notInArray(postRecipients.contactId, reachable),
      ),
    );
}

async function withContacts(tx: Tx, rows: RecipientRow[]): Promise<ClaimedRecipient[]> {
  if (rows.length === 0) return [];
  const people = await tx
    .select({ id: contacts.id, phone: contacts.phone, name: contacts.name })
    .from(contacts)
    .where(
      inArray(
        contacts.id,
        rows.map(({ contactId }) => contactId),
      ),
    );
  const byId = new Map(people.map((person) => [person.id, person]));
  return rows.flatMap((row) => {
    const person = byId.get(row.contactId);
    if (!person) return [];
    const from = row.status as ClaimedRecipient["from"];
    const kind = from === "publishing" ? "publish" : "resume";
    return [{ row, kind, from, phone: person.phone, name: person.name }];
  });
}
