import { and, inArray } from "drizzle-orm";
import type { PublicationView } from "@/lib/contracts/publish";
import { type PostStatus, statusLabel } from "@/lib/domain/post-status";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import { posts } from "@/server/db/schema/posts";
import { conflict } from "@/server/errors";
import { emitFacts, toPostFact } from "@/server/posts/emit-facts";
import { lockPosts } from "./lock-posts";
import { getPublicationView } from "./read-publications";

/** Nothing was sent for these, and nothing will be. */
const UNSENT: PostStatus[] = ["draft", "planned", "awaiting_approval", "queued", "blocked"];

/** Takes back what no publisher has taken yet; the answer tells what is out already. */
export async function cancelPublication(ctx: Ctx, id: string): Promise<PublicationView> {
  return ctx.db.transaction(async (tx) => {
    const found = await lockPosts(tx, ctx, id);
    const ids = found.posts.map((post) => post.id);
    const now = ctx.now();
    const by = ctx.actor.kind === "user" ? ctx.actor.id : null;
    const canceled = await tx
      .update(posts)
      .set({ status: "canceled", overriddenBy: by, overriddenAt: now, updatedAt: now })
      .where(and(inArray(posts.id, ids), inArray(posts.status, UNSENT)))
      .returning();
    if (canceled.length === 0) assertCanceledBefore(found.posts);
    if (canceled.length > 0) {
      await recordAudit(tx, ctx, {
        action: "publication.canceled",
        subjectType: found.publication ? "publication" : "post",
        subjectId: id,
        after: { posts: canceled.length },
      });
    }
    const view = await getPublicationView(tx, ctx, id);
    await emitFacts(
      tx,
      canceled.map((post) => toPostFact("post.changed", post, { status: post.status })),
    );
    return view;
  });
}

/** Asked twice it is canceled once; but what went out is not called canceled. */
function assertCanceledBefore(found: readonly { status: PostStatus }[]): void {
  const other = found.find(({ status }) => status !== "canceled");
  if (!other) return;
  const label = statusLabel(other.status).toLowerCase();
  throw conflict(`This is ${label} already, so it can't be canceled.`);
}
