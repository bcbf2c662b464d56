import { and, asc, desc, eq, isNull, sql } from "drizzle-orm";
import type { MediaUses } from "@/lib/contracts/media";
import { armLetter } from "@/lib/domain/arm-letter";
import { Platform } from "@/lib/platforms/platform";
import type { Ctx } from "@/server/context";
import type { Reader } from "@/server/db/client";
import { campaigns, variants } from "@/server/db/schema/campaigns";
import { posts } from "@/server/db/schema/posts";
import { getMediaRow } from "@/server/media/get-media-row";

const OVER = ["published", "deleted", "failed", "canceled", "skipped"];
const MOST = 100;

const listed = (id: string) => JSON.stringify([{ mediaId: id }]);

/** Where a file is used: variants that still stand, and posts that carry it. */
export async function listUses(ctx: Ctx, id: string): Promise<MediaUses> {
  await getMediaRow(ctx.db, ctx, id);
  return readUses(ctx.db, ctx, id);
}

export async function readUses(
  reader: Reader,
  { workspaceId }: Pick<Ctx, "workspaceId">,
  id: string,
): Promise<MediaUses> {
  const inVariants = await reader
    .select({ variant: variants, campaignName: campaigns.name })
    .from(variants)
    .innerJoin(campaigns, eq(campaigns.id, variants.campaignId))
    .where(
      and(
        eq(variants.workspaceId, workspaceId),
        isNull(variants.deletedAt),
        isNull(campaigns.deletedAt),
        sql`${variants.media} @> ${listed(id)}::jsonb`,
      ),
    )
    .orderBy(asc(campaigns.name), asc(variants.platform), asc(variants.ordinal))
    .limit(MOST);
  const inPosts = await reader
    .select()
    .from(posts)
    .where(
      and(
        eq(posts.workspaceId, workspaceId),
        sql`${posts.content}->'media' @> ${listed(id)}::jsonb`,
      ),
    )
    .orderBy(desc(posts.dueAt))
    .limit(MOST);
  return {
    variants: inVariants.map(({ variant, campaignName }) => ({
      ...{ id: variant.id, letter: armLetter(variant.ordinal), campaignId: variant.campaignId },
      ...{ platform: Platform.parse(variant.platform), campaignName },
    })),
    posts: inPosts.map((post) => ({
      ...{ id: post.id, platform: Platform.parse(post.platform), status: post.status },
      ...{ dueAt: post.dueAt.toISOString(), open: !OVER.includes(post.status) },
    })),
  };
}
