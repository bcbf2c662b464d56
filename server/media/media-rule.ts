import { listTypes } from "@/lib/domain/media-words";
import { catalog } from "@/lib/platforms/catalog";
import type { MediaKind } from "@/lib/platforms/entry";
import type { Platform } from "@/lib/platforms/platform";
import { invalidField } from "@/server/errors";
import type { SniffedType } from "@/server/media/sniff";

const MB = 1024 * 1024;

/** What one file may take here, whatever a platform allows. Images are opened in memory. */
export const CEILING_BYTES: Record<MediaKind, number> = {
  image: 50 * MB,
  video: 2048 * MB,
  document: 100 * MB,
};

export interface UploadRule {
  type: SniffedType;
  maxBytes: number;
  /** Who sets the limit, as a message names it. */
  owner: string;
}

/**
 * What becomes of a file that is sent to a platform's variant, or to the library where there is none.
 * An image that the platform can't take as it is passes: it can be cropped and converted here.
 * @throws AppError `invalid`
 */
export function ruleFor(platform: Platform | null, type: SniffedType | null): UploadRule {
  if (!type) {
    throw invalidField(
      "media",
      "This file is not an image, video or document we can post. Upload a JPEG, PNG, WebP, GIF, MP4, MOV or PDF.",
    );
  }
  const own = { type, maxBytes: CEILING_BYTES[type.kind], owner: "the library" };
  if (!platform) return own;
  const { label, media } = catalog[platform];
  const rule = { image: media.images, video: media.video, document: media.documents }[type.kind];
  if (!rule) throw invalidField("media", `${label} takes no ${type.kind} here. ${insteadOf(type)}`);
  if (type.kind === "image") return own;
  if (!rule.mimeTypes.includes(type.mimeType)) {
    const message = `${label} can't use ${listTypes([type.mimeType])}. Upload ${listTypes(rule.mimeTypes)}.`;
    throw invalidField("media", message);
  }
  return rule.maxBytes < own.maxBytes ? { type, maxBytes: rule.maxBytes, owner: label } : own;
}

const insteadOf = ({ kind }: SniffedType) =>
  kind === "image" ? "Upload an MP4." : "Upload an image.";

export function tooLarge({ type, maxBytes, owner }: UploadRule) {
  const most = Math.floor(maxBytes / MB);
  return invalidField(
    "media",
    `This ${type.kind} is larger than ${owner} allows. Keep it under ${most} MB.`,
  );
}
