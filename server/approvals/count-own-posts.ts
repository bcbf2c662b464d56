import { and, eq, gt, sql } from "drizzle-orm";
import type { Ctx } from "@/server/context";
import { socialAccounts } from "@/server/db/schema/accounts";
import { posts } from "@/server/db/schema/posts";

/** Posts with a text of their own that wait for an approval which still helps. */
export async function countOwnPosts(ctx: Ctx, sandbox: boolean): Promise<number> {
  const [row] = await ctx.db
    .select({ count: sql<number>`count(*)`.mapWith(Number) })
    .from(posts)
    .innerJoin(socialAccounts, eq(socialAccounts.id, posts.accountId))
    .where(
      and(
        eq(posts.workspaceId, ctx.workspaceId),
        eq(posts.status, "awaiting_approval"),
        eq(posts.ownContent, true),
        gt(posts.deadlineAt, ctx.now()),
        eq(socialAccounts.sandbox, sandbox),
      ),
    );
  return row?.count ?? 0;
}
