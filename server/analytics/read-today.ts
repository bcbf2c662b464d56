import { and, eq, notInArray, sql } from "drizzle-orm";
import type { OverviewView } from "@/lib/contracts/overview";
import { isOfToday, type OverviewScope } from "@/server/analytics/overview-scope";
import type { Reader } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { posts } from "@/server/db/schema/posts";

const counted = (status: string) =>
  sql<number>`count(*) filter (where ${posts.status} = ${status})`.mapWith(Number);

/** Today's posts: those that went out, and those that are still due. What was called off is not among them. */
export async function readToday(db: Reader, scope: OverviewScope): Promise<OverviewView["today"]> {
  const [row] = await db
    .select({
      planned: sql<number>`count(*)`.mapWith(Number),
      out: counted("published"),
      failed: counted("failed"),
    })
    .from(posts)
    .innerJoin(socialAccounts, eq(socialAccounts.id, posts.accountId))
    .where(
      and(
        eq(posts.workspaceId, scope.workspaceId),
        eq(socialAccounts.sandbox, scope.sandbox),
        isOfToday(scope),
        notInArray(posts.status, ["canceled", "skipped", "deleted"]),
      ),
    );
  return row ?? { planned: 0, out: 0, failed: 0 };
}
