import { and, eq } from "drizzle-orm";
import { isAskable, isPullDue } from "@/server/analytics/due-pulls";
import { socialAccounts } from "@/server/db/schema/accounts";
import { posts } from "@/server/db/schema/posts";
import type { Runtime } from "@/server/runtime";

const maxAccounts = 1000;

/** Rings once for each account with posts to read. Returns how many; a second ring finds nothing to do. */
export async function enqueueDuePulls(
  runtime: Pick<Runtime, "database" | "clock" | "jobs">,
): Promise<number> {
  const now = runtime.clock.now();
  return runtime.database.db.transaction(async (tx) => {
    const due = await tx
      .selectDistinct({ workspaceId: posts.workspaceId, accountId: posts.accountId })
      .from(posts)
      .innerJoin(socialAccounts, eq(socialAccounts.id, posts.accountId))
      .where(and(isPullDue(now), isAskable(now)))
      .limit(maxAccounts);
    for (const payload of due) await runtime.jobs.send(tx, "pull-metrics", payload);
    return due.length;
  });
}
