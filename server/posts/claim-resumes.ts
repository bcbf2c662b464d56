import { and, inArray, sql } from "drizzle-orm";
import type { Tx } from "@/server/db/client";
import { insertRows } from "@/server/db/insert-rows";
import { postAttempts, posts } from "@/server/db/schema/posts";
import { toUuids, uuidv7 } from "@/server/db/uuid";
import { type ClaimedPost, leaseEnd, type PostRow, type Runtime } from "./claimed-post";

/**
 * Takes posts that the platform still works on, or of which nobody knows whether they are out, once
 * it is time to look. What is paused is not looked at: some looks finish a post. What was completed,
 * deleted or rejected is, else nobody would learn that it is out. Without access a post waits for its account.
 */
export async function claimResumes(
  runtime: Runtime,
  options: { limit: number; exclude: readonly string[] },
): Promise<ClaimedPost[]> {
  const now = runtime.clock.now();
  const at = now.toISOString();
  const due = sql`array(
    select p.id from posts p
    join social_accounts a on a.id = p.account_id
    join workspaces w on w.id = p.workspace_id
    where p.status in ('pending', 'unknown') and p.next_at <= ${at}::timestamptz
      and (p.lease_until is null or p.lease_until <= ${at}::timestamptz)
      and a.status in ('active', 'expiring') and not a.paused and not w.all_paused
      and (a.rest_until is null or a.rest_until <= ${at}::timestamptz)
      and not exists (select 1 from provider_health h where h.platform = a.platform
        and h.sandbox = a.sandbox and h.state <> 'closed' and h.next_probe_at > ${at}::timestamptz)
      and not exists (select 1 from schedules s where s.id = p.schedule_id and s.paused)
      and not exists (select 1 from campaigns c where c.id = p.campaign_id and c.status = 'paused')
    order by p.next_at, p.id limit ${options.limit}
    for no key update of p skip locked)`;
  return runtime.database.db.transaction(async (tx) => {
    const taken = await tx
      .update(posts)
      .set({ fence: sql`${posts.fence} + 1`, leaseUntil: leaseEnd(runtime), updatedAt: now })
      .where(
        and(
          sql`${posts.id} = any(${due})`,
          inArray(posts.status, ["pending", "unknown"]),
          sql`${posts.id} <> all(${toUuids(options.exclude)})`,
        ),
      )
      .returning();
    return openLooks(tx, taken, now);
  });
}

async function openLooks(tx: Tx, rows: PostRow[], now: Date): Promise<ClaimedPost[]> {
  const claimed = rows.map((post) => ({
    post,
    kind: "resume" as const,
    attemptId: uuidv7(),
    from: post.status as ClaimedPost["from"],
  }));
  await insertRows(
    tx,
    postAttempts,
    claimed.map(({ post, attemptId, kind }) => ({
      id: attemptId,
      workspaceId: post.workspaceId,
      postId: post.id,
      attempt: post.attempt,
      kind,
      startedAt: now,
    })),
  );
  return claimed;
}
