import { and, asc, count, eq, inArray, isNull } from "drizzle-orm";
import type { Brand, VariantView } from "@/lib/contracts/campaigns";
import { requireCampaign } from "@/server/campaigns/find-campaign";
import type { Ctx } from "@/server/context";
import type { Reader } from "@/server/db/client";
import { variants } from "@/server/db/schema/campaigns";
import { posts } from "@/server/db/schema/posts";
import { filesOf, readVariantMedia } from "@/server/variants/read-variant-media";
import { toVariantView, type VariantRow } from "@/server/variants/to-variant-view";

/** The variants of a campaign by platform and letter, with what stands in the way of each. */
export async function listVariants(ctx: Ctx, campaignId: string): Promise<VariantView[]> {
  const campaign = await requireCampaign(ctx.db, ctx.workspaceId, campaignId);
  const rows = await ctx.db
    .select()
    .from(variants)
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

/** Rows as views with their files, each with the number of posts it was published in. */
export async function toViews(
  db: Reader,
  workspaceId: string,
  brand: Brand,
  rows: VariantRow[],
): Promise<VariantView[]> {
  const ids = rows.map((row) => row.id);
  const counts = ids.length === 0 ? [] : await countPublished(db, workspaceId, ids);
  const published = new Map(counts.map((row) => [row.id, row.total]));
  const found = await readVariantMedia(db, rows);
  return rows.map((row) => {
    const files = filesOf(row, found);
    return toVariantView(row, { files, brand, publishedPosts: published.get(row.id) ?? 0 });
  });
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
