import { and, eq } from "drizzle-orm";
import type { GetPostAd, PostAdView } from "@/lib/contracts/ads";
import { openGrant } from "@/server/accounts/open-grant";
import { type AdPlace, type PostAdRow, readAdTarget } from "@/server/ads/ad-target";
import { askPlatform } from "@/server/ads/ask-platform";
import { toPostAdView } from "@/server/ads/to-post-ad-view";
import type { Ctx } from "@/server/context";
import { postAds } from "@/server/db/schema/ads";
import { isAppError } from "@/server/errors";

/** The ad of a post, or what stands in its way. Figures that can't be read now leave the kept ones. */
export async function getPostAd(
  ctx: Ctx,
  postId: string,
  { figures }: GetPostAd = { figures: "kept" },
): Promise<PostAdView> {
  const target = await readAdTarget(ctx, postId);
  const { row, place, isSwitchedOn } = target;
  if (figures === "kept" || row?.status !== "created" || !place || !isSwitchedOn) {
    return toPostAdView(ctx, target);
  }
  try {
    return toPostAdView(ctx, { ...target, row: await readFigures(ctx, place, row) });
  } catch (error) {
    if (!isAppError(error)) throw error;
    return toPostAdView(ctx, target, error.message);
  }
}

async function readFigures(ctx: Ctx, place: AdPlace, row: PostAdRow): Promise<PostAdRow> {
  const session = await openGrant(ctx, row.accountId);
  const figures = await askPlatform(place, () => place.spec.readFigures(session, row.ids));
  const [after] = await ctx.db
    .update(postAds)
    .set({ figures, figuresReadAt: ctx.now() })
    .where(and(eq(postAds.id, row.id), eq(postAds.workspaceId, ctx.workspaceId)))
    .returning();
  return after ?? row;
}
