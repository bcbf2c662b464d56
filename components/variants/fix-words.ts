import type { VariantMediaView } from "@/lib/contracts/campaigns";
import type { MediaItem } from "@/lib/contracts/media";
import type { DraftFix } from "@/lib/domain/draft-issue";
import { listTypes } from "@/lib/domain/media-words";

/** What the button says that mends a file. */
export function fixLabel(fix: DraftFix, { mimeType }: VariantMediaView): string {
  if (fix.kind === "crop") return `Crop to ${fix.aspect}`;
  if (fix.mimeType === mimeType) return "Make it smaller";
  const still = mimeType === "image/gif" ? "a still " : "";
  return `Convert to ${still}${listTypes([fix.mimeType])}`;
}

/** What became of it, afterwards. */
export function fixedWords(fix: DraftFix): string {
  return fix.kind === "crop" ? `Cropped to ${fix.aspect}` : "A copy takes its place";
}

/** A file of the library as a variant lists it. */
export function toVariantFile(item: MediaItem, altText = item.altText): VariantMediaView {
  const { id, kind, mimeType, bytes, fileName, url, width, height, durationMs } = item;
  return {
    ...{ id, kind, mimeType, bytes, fileName, url, width, height, durationMs },
    ...{ altText, gone: false },
  };
}

/** The list with one file in another's place; a file stands in it once. */
export function swapFile(
  media: readonly VariantMediaView[],
  formerId: string,
  next: VariantMediaView,
): VariantMediaView[] {
  return media
    .filter(({ id }) => id !== next.id || id === formerId)
    .map((file) => (file.id === formerId ? { ...next, altText: file.altText } : file));
}
