import { and, asc, count, eq, inArray, isNull } from "drizzle-orm";
import type { Brand, VariantView } from "@/lib/contracts/campaigns";
import { requireCampaign } from "@/server/campaigns/find-campaign";
import type { Ctx } from "@/server/context";
import type { Reader } from "@/server/db/client";
import { mediaAssets, variants } from "@/server/db/schema/campaigns";
import { posts } from "@/server/db/schema/posts";
import { type MediaRow, toVariantView, type VariantRow } from "@/server/variants/to-variant-view";

/** The variants of a campaign by platform and letter, with what stands in the way of each. */
export async function listVariants(ctx: Ctx, campaignId: string): Promise<VariantView[]> {
  const campaign = await requireCampaign(ctx.db, ctx.workspaceId, campaignId);
  const rows = await ctx.db
    .select({ variant: variants, media: mediaAssets })
    .from(variants)
    .leftJoin(mediaAssets, eq(mediaAssets.id, variants.mediaId))
    .where(
      and(
        eq(variants.workspaceId, ctx.workspaceId),
        eq(variants.campaignId, campaignId),
        isNull(variants.deletedAt),
      ),
    )
    .orderBy(asc(variants.platform), asc(variants.ordinal));
  return toViews(ctx.db, ctx.workspaceId, campaign.brand, rows);
}

/** Rows with their media as views, each with the number of posts it was published in. */
export async function toViews(
  db: Reader,
  workspaceId: string,
  brand: Brand,
  rows: { variant: VariantRow; media: MediaRow | null }[],
): Promise<VariantView[]> {
  const ids = rows.map((row) => row.variant.id);
  const counts = ids.length === 0 ? [] : await countPublished(db, workspaceId, ids);
  const published = new Map(counts.map((row) => [row.id, row.total]));
  return rows.map(({ variant, media }) =>
    toVariantView(variant, { media, brand, publishedPosts: published.get(variant.id) ?? 0 }),
  );
}

function countPublished(db: Reader, workspaceId: string, ids: string[]) {
  return db
    .select({ id: posts.variantId, total: count() })
    .from(posts)
    .where(
      and(
        eq(posts.workspaceId, workspaceId),
        inArray(posts.variantId, ids),
        eq(posts.status, "published"),
      ),
    )
    .groupBy(posts.variantId);
}
