import { and, count, eq, inArray, isNull } from "drizzle-orm";
import type { Ctx } from "@/server/context";
import { socialAccounts } from "@/server/db/schema/accounts";
import { posts } from "@/server/db/schema/posts";

/** How many things wait for a person, for the marks in the navigation. */
export async function getNavCounts(ctx: Ctx): Promise<{ posts: number; accounts: number }> {
  const [[post], [account]] = await Promise.all([
    ctx.db
      .select({ waiting: count() })
      .from(posts)
      .where(
        and(
          eq(posts.workspaceId, ctx.workspaceId),
          inArray(posts.status, ["awaiting_approval", "failed", "parked"]),
        ),
      ),
    ctx.db
      .select({ waiting: count() })
      .from(socialAccounts)
      .where(
        and(
          eq(socialAccounts.workspaceId, ctx.workspaceId),
          eq(socialAccounts.status, "action_required"),
          isNull(socialAccounts.disconnectedAt),
        ),
      ),
  ]);
  return { posts: post?.waiting ?? 0, accounts: account?.waiting ?? 0 };
}
