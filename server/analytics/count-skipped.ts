import { and, count, eq, gte, inArray } from "drizzle-orm";
import type { OverviewScope } from "@/server/analytics/overview-scope";
import type { Reader } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { posts } from "@/server/db/schema/posts";

const shownMs = 2 * 86_400_000;

/** Slots of the last two days that were paused at their time. */
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
        inArray(posts.problemCode, ["paused", "all_paused"]),
        gte(posts.dueAt, new Date(scope.now.getTime() - shownMs)),
      ),
    );
  return row?.skipped ?? 0;
}
