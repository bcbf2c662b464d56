import { z } from "zod";
import { googleError } from "./errors";

export const VideoMetadata = z.looseObject({
  snippet: z
    .looseObject({
      title: z.string().optional(),
      description: z.string().optional(),
      tags: z.array(z.string()).optional(),
      categoryId: z.string().optional(),
      defaultLanguage: z.string().optional(),
    })
    .optional(),
  status: z
    .looseObject({
      privacyStatus: z.string().optional(),
      publishAt: z.string().optional(),
      selfDeclaredMadeForKids: z.boolean().optional(),
      containsSyntheticMedia: z.boolean().optional(),
      license: z.string().optional(),
      embeddable: z.boolean().optional(),
    })
    .optional(),
});
export type VideoMetadata = z.infer<typeof VideoMetadata>;

export const knownParts = [
  "contentDetails",
  "id",
  "liveStreamingDetails",
  "localizations",
  "paidProductPlacementDetails",
  "player",
  "processingDetails",
  "recordingDetails",
  "snippet",
  "statistics",
  "status",
  "topicDetails",
];

const categories = new Set([1, 2, 10, 15, 17, 19, 20, 22, 23, 24, 25, 26, 27, 28, 29].map(String));

/** Null when YouTube would take it. Objects that `part` does not name are refused. */
export function refuseMetadata(
  metadata: VideoMetadata,
  parts: readonly string[],
  nowMs: number,
): Response | null {
  const stray = ["snippet", "status"].find((key) => key in metadata && !parts.includes(key));
  if (stray) return googleError(400, "unexpectedPart", `The part ${stray} was not expected.`);
  return refuseSnippet(metadata.snippet ?? {}) ?? refuseStatus(metadata.status ?? {}, nowMs);
}

function refuseSnippet(snippet: NonNullable<VideoMetadata["snippet"]>): Response | null {
  const title = snippet.title ?? "";
  if (title.trim() === "" || [...title].length > 100 || /[<>]/.test(title)) {
    const message = "The request metadata specifies an invalid or empty video title.";
    return googleError(400, "invalidTitle", message, {}, "youtube.video");
  }
  const description = snippet.description ?? "";
  if (Buffer.byteLength(description) > 5000 || /[<>]/.test(description)) {
    const message = "The request metadata specifies an invalid video description.";
    return googleError(400, "invalidDescription", message, {}, "youtube.video");
  }
  const tagLength = (snippet.tags ?? [])
    .map((tag) => [...tag].length + (/\s/.test(tag) ? 2 : 0))
    .reduce((sum, length) => sum + length + 1, -1);
  if (tagLength > 500 || snippet.tags?.some((tag) => /[<>]/.test(tag))) {
    const message = "The request metadata specifies invalid video keywords.";
    return googleError(400, "invalidTags", message, {}, "youtube.video");
  }
  if (snippet.categoryId !== undefined && !categories.has(snippet.categoryId)) {
    const message = "The snippet.categoryId property specifies an invalid category ID.";
    return googleError(400, "invalidCategoryId", message, {}, "youtube.video");
  }
  return null;
}

function refuseStatus(
  status: NonNullable<VideoMetadata["status"]>,
  nowMs: number,
): Response | null {
  const privacy = status.privacyStatus ?? "public";
  if (!["public", "private", "unlisted"].includes(privacy)) {
    const message = "The request metadata specifies an invalid privacy status.";
    return googleError(400, "invalidVideoMetadata", message, {}, "youtube.video");
  }
  if (status.publishAt === undefined) return null;
  const at = Date.parse(status.publishAt);
  if (Number.isNaN(at) || at <= nowMs || privacy !== "private") {
    const message = "The request metadata specifies an invalid scheduled publishing time.";
    return googleError(400, "invalidPublishAt", message, {}, "youtube.video");
  }
  return null;
}
