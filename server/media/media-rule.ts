import { catalog, type Platform } from "@/lib/platforms/catalog";
import { invalidField } from "@/server/errors";
import type { SniffedType } from "@/server/media/sniff";

const MB = 1024 * 1024;
/** What one upload may take here, whatever a platform allows. */
const ceilingBytes = 512 * MB;

/** The most bytes this file may have on this platform. @throws AppError `invalid` when it takes none like it. */
export function maxBytesFor(platform: Platform, type: SniffedType | null): number {
  const { label, media } = catalog[platform];
  if (!type) {
    throw invalidField(
      "media",
      "This file is not an image or video we can post. Upload a JPEG, PNG, WebP, GIF or MP4.",
    );
  }
  const rule = type.kind === "image" ? media.images : media.video;
  if (!rule) {
    const instead = type.kind === "image" ? "Upload an MP4." : "Upload an image.";
    throw invalidField("media", `${label} takes no ${type.kind} here. ${instead}`);
  }
  if (!rule.mimeTypes.includes(type.mimeType)) {
    throw invalidField(
      "media",
      `${label} can't use ${type.mimeType}. Upload ${rule.mimeTypes.join(", ")}.`,
    );
  }
  return Math.min(rule.maxBytes, ceilingBytes);
}

export function tooLarge(platform: Platform, kind: string, maxBytes: number) {
  return invalidField(
    "media",
    `This ${kind} is larger than ${catalog[platform].label} allows. Keep it under ${Math.floor(maxBytes / MB)} MB.`,
  );
}
