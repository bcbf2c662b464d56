import { and, eq } from "drizzle-orm";
import { describeTally, isGoing } from "@/lib/domain/recipient-status";
import { recordAudit } from "@/server/audit/record";
import { systemContext } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { posts } from "@/server/db/schema/posts";
import { uuidv7 } from "@/server/db/uuid";
import type { Runtime } from "./claimed-post";
import { type Fact, toPostFact } from "./emit-facts";
import { tallyRecipients } from "./tally-recipients";

/**
 * A post to many people after one of them was settled by what the platform told later. The facts are
 * the caller's to tell, when nothing else is left to lock.
 */
export async function retellPost(tx: Tx, runtime: Runtime, postId: string): Promise<Fact[]> {
  const [post] = await tx.select().from(posts).where(eq(posts.id, postId)).for("no key update");
  if (!post) return [];
  const now = runtime.clock.now();
  const change = (values: Partial<typeof posts.$inferInsert>) =>
    tx
      .update(posts)
      .set({ ...values, updatedAt: now })
      .where(and(eq(posts.id, postId), eq(posts.status, post.status)));
  if (post.status === "pending" || post.status === "unknown") {
    await change({ nextAt: now });
    return [];
  }
  const tally = await tallyRecipients(tx, postId);
  const problem = describeTally(tally);
  if (post.status === "published") {
    if (problem !== post.problem) await change({ problem });
  } else if (post.status === "parked" && tally.messageId && !isGoing(tally)) {
    const status = "published" as const;
    await change({
      ...{ status, problem, problemCode: null, visibility: "live", publishedAt: now },
      externalId: tally.messageId,
    });
    await recordAudit(tx, systemContext(runtime, post.workspaceId, uuidv7()), {
      ...{ action: "post.published", subjectType: "post", subjectId: postId },
      ...{ before: { status: post.status }, after: { status, message: problem } },
    });
    return [toPostFact("post.published", post, { status })];
  }
  return [];
}
