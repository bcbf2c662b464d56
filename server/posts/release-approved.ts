import { and, eq, or, sql } from "drizzle-orm";
import { posts } from "@/server/db/schema/posts";
import type { Runtime } from "./claimed-post";
import { emitFacts, toPostFact } from "./emit-facts";

/** Slots whose gate has opened: a variant of theirs is approved, or approval is not asked any more. */
export async function releaseApproved(runtime: Runtime): Promise<number> {
  const now = runtime.clock.now();
  return runtime.database.db.transaction(async (tx) => {
    const released = await tx
      .update(posts)
      .set({ status: "queued", updatedAt: now })
      .where(
        and(
          eq(posts.status, "awaiting_approval"),
          or(
            sql`exists (select 1 from workspaces w where w.id = ${posts.workspaceId}
              and not (w.settings->>'approvalRequired')::boolean)`,
            sql`exists (select 1 from variants v where v.campaign_id = ${posts.campaignId}
              and v.platform = ${posts.platform} and v.deleted_at is null
              and v.approved_hash = v.content_hash)`,
          ),
        ),
      )
      .returning();
    const facts = released.map((post) => toPostFact("post.changed", post, { status: "queued" }));
    await emitFacts(tx, facts);
    return released.length;
  });
}
