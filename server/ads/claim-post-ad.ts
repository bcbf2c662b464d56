import { and, eq, lte, ne, or } from "drizzle-orm";
import type { AdTarget, PostAdRow } from "@/server/ads/ad-target";
import type { Ctx } from "@/server/context";
import { postAds, type StoredAdPlan } from "@/server/db/schema/ads";
import { leaseEnd } from "@/server/posts/claimed-post";

/** Somebody is at work on it and has not been silent for long. */
export const isClaimed = (row: PostAdRow, now: Date): boolean =>
  row.status === "creating" && row.leaseUntil > now;

/** Null: somebody else was quicker. A claim that has lapsed goes on with the receipt it left. */
export async function claimPostAd(
  ctx: Ctx,
  { post, row }: AdTarget,
  plan: StoredAdPlan,
): Promise<PostAdRow | null> {
  const now = ctx.now();
  const claim = {
    plan,
    status: "creating" as const,
    problem: null,
    leaseUntil: leaseEnd(ctx.runtime),
    updatedAt: now,
  };
  if (!row) {
    const { workspaceId } = ctx;
    const createdBy = ctx.actor.kind === "user" ? ctx.actor.id : null;
    const own = { workspaceId, postId: post.id, accountId: post.accountId, createdBy };
    const [made] = await ctx.db
      .insert(postAds)
      .values({ ...own, ...claim, createdAt: now })
      .onConflictDoNothing({ target: postAds.postId })
      .returning();
    return made ?? null;
  }
  // The plan was chosen by what the row said: it must not have moved since.
  const [claimed] = await ctx.db
    .update(postAds)
    .set({ ...claim, fence: row.fence + 1 })
    .where(
      and(
        eq(postAds.id, row.id),
        eq(postAds.workspaceId, ctx.workspaceId),
        eq(postAds.fence, row.fence),
        ne(postAds.status, "created"),
        or(ne(postAds.status, "creating"), lte(postAds.leaseUntil, now)),
      ),
    )
    .returning();
  return claimed ?? null;
}
