import { and, eq, sql } from "drizzle-orm";
import type { Tx } from "@/server/db/client";
import { posts } from "@/server/db/schema/posts";
import type { PostRow, Runtime } from "./claimed-post";
import { tellEnded } from "./tell-ended";

const DAY_MS = 86_400_000;
const PROBLEM =
  "Nobody could ask whether this post is out, since the account is not connected. Look there and say what you see.";

/**
 * Posts that may be out, of accounts that cannot be asked any more: disconnected ones, and those that
 * nobody has connected again a day after the deadline. A person has to look. Returns how many.
 */
export async function giveUpLooking(runtime: Runtime): Promise<number> {
  return runtime.database.db.transaction(async (tx) => {
    const parked = await move(tx, runtime, "unknown", "parked");
    // What the platform still worked on is in doubt now, and with a person by the next tick.
    const doubted = await move(tx, runtime, "pending", "unknown");
    await tellEnded(tx, runtime, [...parked, ...doubted]);
    return parked.length;
  });
}

function move(
  tx: Tx,
  runtime: Runtime,
  from: "unknown" | "pending",
  to: "parked" | "unknown",
): Promise<PostRow[]> {
  const now = runtime.clock.now();
  const dayAgo = new Date(now.getTime() - DAY_MS).toISOString();
  return tx
    .update(posts)
    .set({
      status: to,
      leaseUntil: null,
      problemCode: "cannot_ask",
      problem: PROBLEM,
      updatedAt: now,
    })
    .where(
      and(
        eq(posts.status, from),
        sql`(${posts.leaseUntil} is null or ${posts.leaseUntil} <= ${now.toISOString()}::timestamptz)`,
        sql`exists (select 1 from social_accounts a where a.id = ${posts.accountId}
          and (a.status = 'disconnected' or (a.status not in ('active', 'expiring')
            and ${posts.deadlineAt} < ${dayAgo}::timestamptz)))`,
      ),
    )
    .returning();
}
