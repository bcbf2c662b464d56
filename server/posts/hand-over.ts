import { sql } from "drizzle-orm";
import { posts } from "@/server/db/schema/posts";
import { toJsonb } from "@/server/db/to-jsonb";
import type { ClaimedPost, Runtime } from "./claimed-post";
import { INTERRUPTED, tellInterrupted } from "./lapse-leases";

/**
 * What this process can't finish any more is anybody's at once, who then looks whether it is out. The
 * fence moves on, so that nothing more is sent and no late answer is written from here.
 */
export async function handOver(runtime: Runtime, claimed: readonly ClaimedPost[]): Promise<number> {
  if (claimed.length === 0) return 0;
  const now = runtime.clock.now();
  const held = claimed.map(({ post: { id, fence } }) => ({ id, fence }));
  const isDoubtfulNow = sql`${posts.status} = 'publishing'`;
  return runtime.database.db.transaction(async (tx) => {
    const left = await tx
      .update(posts)
      .set({
        status: sql`case when ${isDoubtfulNow} then 'unknown' else ${posts.status} end`,
        problemCode: sql`case when ${isDoubtfulNow} then ${INTERRUPTED.code} else ${posts.problemCode} end`,
        problem: sql`case when ${isDoubtfulNow} then ${INTERRUPTED.message} else ${posts.problem} end`,
        fence: sql`${posts.fence} + 1`,
        nextAt: now,
        leaseUntil: null,
        updatedAt: now,
      })
      .where(
        sql`${posts.status} in ('publishing', 'pending', 'unknown')
          and (${posts.id}, ${posts.fence}) in (
            select r.id, r.fence from jsonb_to_recordset(${toJsonb(held)}) as r(id uuid, fence int))`,
      )
      .returning();
    await tellInterrupted(tx, left, now);
    return left.length;
  });
}
