import { and, asc, count, eq, inArray, isNull } from "drizzle-orm";
import type { Brand, VariantView } from "@/lib/contracts/campaigns";
import { requireCampaign } from "@/server/campaigns/find-campaign";
import type { Ctx } from "@/server/context";
import type { Reader } from "@/server/db/client";
import { variants } from "@/server/db/schema/campaigns";
import { promptVersions } from "@/server/db/schema/learning";
import { posts } from "@/server/db/schema/posts";
import { promptName } from "@/server/variants/read-population";
import { readReviews } from "@/server/variants/read-reviews";
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

const NO_BRAND: Brand = { tone: "", bannedWords: [], maxLength: null };

/**
 * Rows as views with their files, each with the number of posts it was published in. Rows of several
 * campaigns are judged by their own brands.
 */
export async function toViews(
  db: Reader,
  workspaceId: string,
  brands: Brand | Map<string, Brand>,
  rows: VariantRow[],
): Promise<VariantView[]> {
  const ids = rows.map((row) => row.id);
  const counts = ids.length === 0 ? [] : await countPublished(db, workspaceId, ids);
  const published = new Map(counts.map((row) => [row.id, row.total]));
  const found = await readVariantMedia(db, rows);
  const reviews = await readReviews(db, ids);
  const prompts = await readPrompts(db, workspaceId, rows);
  return rows.map((row) =>
    toVariantView(row, {
      files: filesOf(row, found),
      brand: brands instanceof Map ? (brands.get(row.campaignId) ?? NO_BRAND) : brands,
      publishedPosts: published.get(row.id) ?? 0,
      reviews: reviews.get(row.id) ?? null,
      prompt: prompts.get(row.promptVersionId ?? "") ?? null,
    }),
  );
}

async function readPrompts(
  db: Reader,
  workspaceId: string,
  rows: VariantRow[],
): Promise<Map<string, { id: string; name: string; channelId: string }>> {
  const ids = [...new Set(rows.flatMap(({ promptVersionId }) => promptVersionId ?? []))];
  if (ids.length === 0) return new Map();
  const { id, number, channelId } = promptVersions;
  const found = await db
    .select({ id, number, channelId })
    .from(promptVersions)
    .where(and(eq(promptVersions.workspaceId, workspaceId), inArray(promptVersions.id, ids)));
  return new Map(
    found.map((row) => [row.id, { id: row.id, name: promptName(row), channelId: row.channelId }]),
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
