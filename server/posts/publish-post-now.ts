import { and, eq, inArray } from "drizzle-orm";
import type { PostView } from "@/lib/contracts/posts";
import { COMMANDS, type PostStatus, statusLabel } from "@/lib/domain/post-status";
import { recordAudit } from "@/server/audit/record";
import { holdPosts } from "@/server/campaigns/settle-approvals";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { posts } from "@/server/db/schema/posts";
import { conflict, notFound } from "@/server/errors";
import { emitFacts, type Fact, toPostFact } from "./emit-facts";
import { getPostView } from "./get-post";
import { toDueNow, toPostedAnyway } from "./override-changes";

const WAITING: readonly PostStatus[] = ["planned", "queued"];
const SKIPPED: readonly PostStatus[] = COMMANDS.post_anyway.from;

/**
 * Takes a post that waits forward to now, or one that was skipped after all. It stays the same slot,
 * so it can't go out twice.
 */
export async function publishPostNow(ctx: Ctx, postId: string): Promise<PostView> {
  return ctx.db.transaction(async (tx) => {
    const { view, facts } = await takeForward(tx, ctx, postId);
    await emitFacts(tx, facts);
    return view;
  });
}

/** The same within a transaction that does more; the facts are the caller's to tell. */
export async function takeForward(
  tx: Tx,
  ctx: Ctx,
  postId: string,
): Promise<{ view: PostView; facts: Fact[] }> {
  const now = ctx.now();
  const [before] = await tx
    .select()
    .from(posts)
    .where(and(eq(posts.id, postId), eq(posts.workspaceId, ctx.workspaceId)));
  if (!before) throw notFound("post");
  const by = ctx.actor.kind === "user" ? ctx.actor.id : null;
  const wasSkipped = SKIPPED.includes(before.status);
  const values = await (wasSkipped ? toPostedAnyway : toDueNow)(tx, ctx, before);
  const [taken] = await tx
    .update(posts)
    .set({ ...values, ...{ dueAt: now, overriddenBy: by, overriddenAt: now, updatedAt: now } })
    .where(and(eq(posts.id, postId), inArray(posts.status, [...(wasSkipped ? SKIPPED : WAITING)])))
    .returning();
  if (!taken) throw tooLate(before.status);
  // Its approval may have been taken back while it was skipped.
  const [held] = wasSkipped ? await holdPosts(tx, eq(posts.id, postId), now) : [];
  const after = held ?? taken;
  await recordAudit(tx, ctx, {
    action: "post.published_now",
    subjectType: "post",
    subjectId: postId,
    before: { status: before.status, dueAt: before.dueAt.toISOString() },
    after: { status: after.status, dueAt: now.toISOString() },
  });
  const view = await getPostView(tx, ctx, postId);
  if (view.held) throw conflict("Posting is paused here. Resume it first, then post it.");
  return { view, facts: [toPostFact("post.changed", after, { status: after.status })] };
}

function tooLate(status: PostStatus) {
  const label = statusLabel(status).toLowerCase();
  return conflict(`This post is ${label}: only one that waits or was skipped can be posted now.`);
}
