import { z } from "zod";
import { MediaView } from "@/lib/contracts/campaigns";
import { PageQuery } from "@/lib/contracts/common";
import { IMAGE_TYPES } from "@/lib/domain/draft-issue";
import { POST_STATUSES } from "@/lib/domain/post-status";
import { Platform } from "@/lib/platforms/platform";

export const MediaKind = z.enum(["image", "video", "document"]);
export type MediaKind = z.infer<typeof MediaKind>;

export const MediaItem = MediaView.extend({
  /** A small still picture; null where there is none. */
  thumbnailUrl: z.string().nullable(),
  /** Of a video's pictures, as "avc". */
  codec: z.string().nullable(),
  /** What a variant's description begins with. */
  altText: z.string().nullable(),
  /** The file that this one was cropped or converted from. */
  parentId: z.string().nullable(),
  /** How many variants have it, and how many posts carried it. */
  uses: z.object({ variants: z.number(), posts: z.number() }),
  createdAt: z.string(),
});
export type MediaItem = z.infer<typeof MediaItem>;

export const ListMedia = PageQuery.extend({
  /** A part of the file's name. */
  q: z.string().trim().max(100).default(""),
  kind: MediaKind.optional(),
});
export type ListMedia = z.infer<typeof ListMedia>;

export const MediaList = z.object({
  items: z.array(MediaItem),
  nextCursor: z.string().nullable(),
});
export type MediaList = z.infer<typeof MediaList>;

/** What the library holds, whatever is listed, and whether platforms can fetch from it. */
export const MediaSummary = z.object({
  files: z.number(),
  bytes: z.number(),
  quotaBytes: z.number(),
  /** Null: they can, or none has to. */
  unreachable: z.object({ reason: z.string(), platforms: z.array(z.string()) }).nullable(),
});
export type MediaSummary = z.infer<typeof MediaSummary>;

export const MediaUses = z.object({
  variants: z.array(
    z.object({
      ...{ id: z.string(), letter: z.string(), platform: Platform },
      ...{ campaignId: z.string(), campaignName: z.string() },
    }),
  ),
  posts: z.array(
    z.object({
      ...{ id: z.string(), platform: Platform, status: z.enum(POST_STATUSES), dueAt: z.string() },
      /** It still has to go out, so the file has to stay. */
      open: z.boolean(),
    }),
  ),
});
export type MediaUses = z.infer<typeof MediaUses>;

export const UpdateMedia = z
  .object({
    fileName: z
      .string()
      .trim()
      .min(1, "Give the file a name.")
      .max(120, "Use at most 120 characters."),
    altText: z.string().trim().max(2000, "Use at most 2000 characters.").nullable(),
  })
  .partial();
export type UpdateMedia = z.infer<typeof UpdateMedia>;

export const ImportMedia = z.object({
  url: z.string().trim().min(1, "Enter the address of a file.").max(2000),
});
export type ImportMedia = z.infer<typeof ImportMedia>;

const maxBytes = z.number().int().min(10_000).max(1_000_000_000).optional();
const imageType = z.enum(IMAGE_TYPES, "Convert to image/jpeg, image/png or image/webp.");
const ratio = /^\d{1,5}(\.\d{1,4})?:\d{1,5}(\.\d{1,4})?$/;

/** `maxBytes`: the copy is made smaller until it takes no more. */
export const CropMedia = z.object({
  aspect: z
    .string()
    .regex(ratio, "Give width and height as 4:5.")
    .refine((aspect) => aspect.split(":").every((side) => Number(side) > 0), "Give sides above 0."),
  /** `auto` keeps what catches the eye. */
  position: z.enum(["auto", "centre", "top", "bottom", "left", "right"]).default("auto"),
  /** Left out, the copy stays what it is. */
  mimeType: imageType.optional(),
  maxBytes,
});
export type CropMedia = z.infer<typeof CropMedia>;

export const ConvertMedia = z.object({
  mimeType: imageType,
  maxBytes,
});
export type ConvertMedia = z.infer<typeof ConvertMedia>;
