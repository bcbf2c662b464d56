import type { PostView } from "@/lib/contracts/posts";
import type { Ctx } from "@/server/context";
import type { Idempotency } from "@/server/http/idempotency";
import { takeForward } from "@/server/posts/publish-post-now";
import { type Answer, runOnce } from "./run-once";

/** A post that exists goes out now; what is sent again with the same key is told the same. */
export const publishPost = (
  ctx: Ctx,
  postId: string,
  idempotency: Idempotency | null,
): Promise<Answer<PostView>> =>
  runOnce(ctx, idempotency, async (tx) => {
    const { view, facts } = await takeForward(tx, ctx, postId);
    return { status: 202, body: view, facts };
  });
