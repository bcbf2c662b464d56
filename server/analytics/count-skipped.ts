import { and, count, eq, gte } from "drizzle-orm";
import type { OverviewScope } from "@/server/analytics/overview-scope";
import type { Reader } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { posts } from "@/server/db/schema/posts";

const shownMs = 2 * 86_400_000;

/** Slots of the last two days whose time ran out while everything was paused. */
export async function countSkippedWhilePaused(db: Reader, scope: OverviewScope): Promise<number> {
  const [row] = await db
    .select({ skipped: count() })
    .from(posts)
    .innerJoin(socialAccounts, eq(socialAccounts.id, posts.accountId))
    .where(
      and(
        eq(posts.workspaceId, scope.workspaceId),
        eq(socialAccounts.sandbox, scope.sandbox),
        eq(posts.status, "skipped"),
        eq(posts.problemCode, "all_paused"),
        gte(posts.dueAt, new Date(scope.now.getTime() - shownMs)),
      ),
    );
  return row?.skipped ?? 0;
}
