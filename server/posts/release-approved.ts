import { lt } from "drizzle-orm";
import { releasePosts } from "@/server/campaigns/settle-approvals";
import { posts } from "@/server/db/schema/posts";
import type { Runtime } from "./claimed-post";
import { emitFacts, toPostFact } from "./emit-facts";

// The longest that a post may be late, and a day: what is due after that has time.
const AHEAD_MS = 2 * 86_400_000;

/**
 * Posts due soon whose approval is there, or is not asked any more. An approval releases its posts itself: this
 * finds those that somebody else held at that moment.
 */
export async function releaseApproved(runtime: Runtime): Promise<number> {
  const now = runtime.clock.now();
  return runtime.database.db.transaction(async (tx) => {
    const soon = lt(posts.deadlineAt, new Date(now.getTime() + AHEAD_MS));
    const released = await releasePosts(tx, soon, now);
    const facts = released.map((post) => toPostFact("post.changed", post, { status: "queued" }));
    await emitFacts(tx, facts);
    return released.length;
  });
}
