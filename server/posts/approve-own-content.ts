import { and, eq, inArray } from "drizzle-orm";
import type { ApproveOwnContent, PostView } from "@/lib/contracts/posts";
import { type PostStatus, statusLabel } from "@/lib/domain/post-status";
import { recordAudit } from "@/server/audit/record";
import { releasePosts } from "@/server/campaigns/settle-approvals";
import type { Ctx } from "@/server/context";
import { posts } from "@/server/db/schema/posts";
import { conflict, notFound } from "@/server/errors";
import { emitFacts, toPostFact } from "./emit-facts";
import { getPostView } from "./get-post";

/** Nothing of it is on its way. */
const APPROVABLE: PostStatus[] = ["draft", "awaiting_approval", "queued", "blocked", "failed"];

/** Approves what a post without a variant says: exactly the content that the person has seen. */
export async function approveOwnContent(
  ctx: Ctx,
  postId: string,
  { contentHash }: ApproveOwnContent,
): Promise<PostView> {
  const now = ctx.now();
  return ctx.db.transaction(async (tx) => {
    const [before] = await tx
      .select()
      .from(posts)
      .where(and(eq(posts.id, postId), eq(posts.workspaceId, ctx.workspaceId)));
    if (!before) throw notFound("post");
    if (!before.ownContent) {
      throw conflict("This post shows a variant of its campaign. Approve that variant instead.");
    }
    const [approved] = await tx
      .update(posts)
      .set({ approvedHash: contentHash, updatedAt: now })
      .where(
        and(
          eq(posts.id, postId),
          eq(posts.contentHash, contentHash),
          inArray(posts.status, APPROVABLE),
        ),
      )
      .returning();
    if (!approved) throw conflict(explain(before, contentHash));
    const [released] = await releasePosts(tx, eq(posts.id, postId), now);
    await recordAudit(tx, ctx, {
      action: "post.approved",
      subjectType: "post",
      subjectId: postId,
      subjectName: before.content?.title || before.content?.text.slice(0, 80),
      after: { contentHash },
    });
    const view = await getPostView(tx, ctx, postId);
    await emitFacts(tx, [
      toPostFact("post.changed", approved, { status: (released ?? approved).status }),
    ]);
    return view;
  });
}

function explain({ contentHash, status }: typeof posts.$inferSelect, seen: string): string {
  if (contentHash !== seen)
    return "This post was edited meanwhile. Read it again, then approve it.";
  return `This post is ${statusLabel(status).toLowerCase()}, so there is nothing to approve.`;
}
