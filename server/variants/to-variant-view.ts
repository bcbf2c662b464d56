import type { Brand, MediaView, VariantMediaView, VariantView } from "@/lib/contracts/campaigns";
import type { VariantPrompt } from "@/lib/contracts/learning";
import { armLetter } from "@/lib/domain/arm-letter";
import { catalog } from "@/lib/platforms/catalog";
import { findFormat } from "@/lib/platforms/find-format";
import { Platform } from "@/lib/platforms/platform";
import type { mediaAssets, VariantMedia, variants } from "@/server/db/schema/campaigns";
import { checkContent } from "@/server/variants/check-content";
import { type Reviews, toReviewView } from "@/server/variants/read-reviews";

export type VariantRow = typeof variants.$inferSelect;
export type MediaRow = typeof mediaAssets.$inferSelect;

export function toMediaView(row: MediaRow): MediaView {
  const { id, kind, mimeType, bytes, fileName, width, height, durationMs } = row;
  const url = `/api/media/${id}`;
  return { id, kind, mimeType, bytes, fileName, url, width, height, durationMs };
}

function toVariantMediaView(
  { mediaId, altText }: VariantMedia,
  file: MediaRow | null,
): VariantMediaView {
  if (file) return { ...toMediaView(file), altText, gone: false };
  const nothing = { mimeType: "", bytes: 0, width: null, height: null, durationMs: null };
  const names = { fileName: "A file that is gone", url: `/api/media/${mediaId}` };
  return { id: mediaId, kind: "document", ...nothing, ...names, altText, gone: true };
}

const toReview = (row: Reviews["current"] | undefined) => (row ? toReviewView(row) : null);

export function toVariantView(
  row: VariantRow,
  around: {
    /** In the order of `row.media`; null where a file is gone. */
    files: readonly ((MediaRow & { altText: string | null }) | null)[];
    brand: Brand;
    publishedPosts: number;
    reviews: Reviews | null;
    prompt: Omit<VariantPrompt, "humanEditShare"> | null;
  },
): VariantView {
  const platform = Platform.parse(row.platform);
  const entry = catalog[platform];
  const format = findFormat(entry, row.format);
  const check = checkContent(platform, row, around.files, around.brand);
  return {
    id: row.id,
    campaignId: row.campaignId,
    platform,
    letter: armLetter(row.ordinal),
    ordinal: row.ordinal,
    label: row.label,
    format: format.key,
    formatLabel: entry.formats.length > 1 ? format.label : null,
    title: row.title,
    text: row.text,
    mediaAdvice: row.mediaAdvice,
    media: row.media.map((item, place) => toVariantMediaView(item, around.files[place] ?? null)),
    options: row.options,
    source: row.source,
    contentHash: row.contentHash,
    approved: row.approvedHash === row.contentHash,
    review: toReview(around.reviews?.current),
    lastReview: toReview(around.reviews?.earlier),
    model: row.model,
    promptVersion: row.promptVersion,
    prompt: around.prompt && { ...around.prompt, humanEditShare: row.humanEditShare },
    ...check,
    publishedPosts: around.publishedPosts,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
