import { and, eq, inArray } from "drizzle-orm";
import type { PostView } from "@/lib/contracts/posts";
import { statusLabel } from "@/lib/domain/post-status";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import { posts } from "@/server/db/schema/posts";
import { conflict, notFound } from "@/server/errors";
import { emitFacts, toPostFact } from "./emit-facts";
import { getPostView } from "./get-post";
import { toDueNow } from "./override-changes";

/** Takes a waiting post forward to now. It stays the same slot, so it can't go out twice. */
export async function publishPostNow(ctx: Ctx, postId: string): Promise<PostView> {
  const now = ctx.now();
  return ctx.db.transaction(async (tx) => {
    const [before] = await tx
      .select()
      .from(posts)
      .where(and(eq(posts.id, postId), eq(posts.workspaceId, ctx.workspaceId)));
    if (!before) throw notFound("post");
    const by = ctx.actor.kind === "user" ? ctx.actor.id : null;
    const [after] = await tx
      .update(posts)
      .set({
        ...(await toDueNow(tx, ctx, before)),
        ...{ dueAt: now, overriddenBy: by, overriddenAt: now, updatedAt: now },
      })
      .where(and(eq(posts.id, postId), inArray(posts.status, ["planned", "queued"])))
      .returning();
    if (!after) {
      const label = statusLabel(before.status).toLowerCase();
      throw conflict(`This post is ${label}: only one that waits can be posted now.`);
    }
    await recordAudit(tx, ctx, {
      action: "post.published_now",
      subjectType: "post",
      subjectId: postId,
      before: { dueAt: before.dueAt.toISOString() },
      after: { dueAt: now.toISOString() },
    });
    const view = await getPostView(tx, ctx, postId);
    await emitFacts(tx, [toPostFact("post.changed", after, { status: after.status })]);
    return view;
  });
}
