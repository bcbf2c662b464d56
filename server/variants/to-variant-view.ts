import type { Brand, MediaView, VariantView } from "@/lib/contracts/campaigns";
import { armLetter } from "@/lib/domain/arm-letter";
import { checkVariant } from "@/lib/domain/check-variant";
import { Platform } from "@/lib/platforms/catalog";
import type { mediaAssets, variants } from "@/server/db/schema/campaigns";

export type VariantRow = typeof variants.$inferSelect;
export type MediaRow = typeof mediaAssets.$inferSelect;

export function toMediaView(row: MediaRow): MediaView {
  const { id, kind, mimeType, bytes, fileName } = row;
  return { id, kind, mimeType, bytes, fileName, url: `/api/media/${id}` };
}

export function toVariantView(
  row: VariantRow,
  around: { media: MediaRow | null; brand: Brand; publishedPosts: number },
): VariantView {
  const platform = Platform.parse(row.platform);
  const media = around.media ? { ...around.media, altText: row.altText } : null;
  const check = checkVariant(platform, row, media, around.brand);
  return {
    id: row.id,
    campaignId: row.campaignId,
    platform,
    letter: armLetter(row.ordinal),
    ordinal: row.ordinal,
    label: row.label,
    title: row.title,
    text: row.text,
    mediaAdvice: row.mediaAdvice,
    media: around.media ? toMediaView(around.media) : null,
    altText: row.altText,
    source: row.source,
    approved: row.approvedHash === row.contentHash,
    model: row.model,
    promptVersion: row.promptVersion,
    ...check,
    publishedPosts: around.publishedPosts,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
