import { and, eq, gt } from "drizzle-orm";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { posts } from "@/server/db/schema/posts";

/** Posts that waited for this account go back into the queue. Those past their deadline stay: the tick ends them. */
export async function recoverBlockedPosts(tx: Tx, ctx: Ctx, accountId: string): Promise<number> {
  const now = ctx.now();
  const recovered = await tx
    .update(posts)
    .set({
      status: "queued",
      nextAt: now,
      leaseUntil: null,
      problemCode: null,
      problem: null,
      updatedAt: now,
    })
    .where(
      and(
        eq(posts.workspaceId, ctx.workspaceId),
        eq(posts.accountId, accountId),
        eq(posts.status, "blocked"),
        gt(posts.deadlineAt, now),
      ),
    )
    .returning({ id: posts.id });
  return recovered.length;
}
