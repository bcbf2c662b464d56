import type { SandboxContext } from "../context";
import { countsOf, type PostRow } from "../posts";
import { findProfile } from "../profiles";
import { sha256Hex } from "../seeded";
import { nextNumber } from "../store";
import type { VideoMetadata } from "./video-metadata";

export interface VideoDetail {
  metadata: VideoMetadata;
  /** Set when processing ends in a refusal. */
  rejectionReason: string | null;
  failureReason: string | null;
  byteCount: number;
  /** Hash of the picture that was set for it. */
  thumbnail?: string;
}

export function thumbnailsOf(context: SandboxContext, channelId: string) {
  const url = `${context.baseUrl}/avatars/${channelId}.png`;
  return { default: { url, width: 120, height: 90 } };
}

export function readDetail(post: PostRow): VideoDetail {
  return JSON.parse(post.detail) as VideoDetail;
}

export function nextVideoId(context: SandboxContext): string {
  const hash = sha256Hex(
    `${context.seed}/video/${nextNumber(context.db)}/${context.now().getTime()}`,
  );
  return Buffer.from(hash, "hex").toString("base64url").slice(0, 11);
}

function isProcessing(context: SandboxContext, post: PostRow): boolean {
  return post.ready_at !== null && post.ready_at > context.now().getTime();
}

function statusOf(context: SandboxContext, post: PostRow) {
  const { metadata, rejectionReason, failureReason } = readDetail(post);
  const status = metadata.status ?? {};
  const isOut = post.published_at !== null && post.published_at <= context.now().getTime();
  const isScheduled = status.publishAt !== undefined && !isOut;
  const view = {
    privacyStatus:
      status.publishAt !== undefined && isOut ? "public" : (status.privacyStatus ?? "public"),
    ...(isScheduled ? { publishAt: status.publishAt } : {}),
    license: status.license ?? "youtube",
    embeddable: status.embeddable ?? true,
    publicStatsViewable: true,
    madeForKids: status.selfDeclaredMadeForKids ?? false,
    selfDeclaredMadeForKids: status.selfDeclaredMadeForKids ?? false,
  };
  if (isProcessing(context, post)) return { uploadStatus: "uploaded", ...view };
  if (rejectionReason) return { uploadStatus: "rejected", rejectionReason, ...view };
  if (failureReason) return { uploadStatus: "failed", failureReason, ...view };
  return { uploadStatus: "processed", ...view };
}

/** `parts` that were asked for, in Google's shape. Counts are strings there. */
export function videoView(context: SandboxContext, post: PostRow, parts: readonly string[]) {
  const { metadata, failureReason, byteCount, thumbnail } = readDetail(post);
  const channel = findProfile(context.db, post.account_id);
  const makers: Record<string, () => unknown> = {
    snippet: () => ({
      publishedAt: new Date(post.published_at ?? post.created_at).toISOString(),
      channelId: post.account_id,
      title: post.title,
      description: post.body,
      thumbnails: thumbnail ? thumbnailsOf(context, post.account_id) : {},
      channelTitle: channel?.name,
      tags: metadata.snippet?.tags,
      categoryId: metadata.snippet?.categoryId ?? "22",
      liveBroadcastContent: "none",
    }),
    status: () => statusOf(context, post),
    statistics: () => {
      const counts = countsOf(context, post);
      return {
        viewCount: String(counts.views),
        likeCount: String(counts.likes),
        dislikeCount: "0",
        favoriteCount: "0",
        commentCount: String(counts.comments),
      };
    },
    processingDetails: () =>
      isProcessing(context, post)
        ? {
            processingStatus: "processing",
            processingProgress: { partsTotal: "2", partsProcessed: "1" },
          }
        : { processingStatus: failureReason ? "failed" : "succeeded" },
    contentDetails: () => ({
      duration: "PT12S",
      dimension: "2d",
      definition: "hd",
      caption: "false",
    }),
    player: () => ({ embedHtml: "" }),
    fileDetails: () => ({ fileSize: String(byteCount) }),
  };
  const view: Record<string, unknown> = {
    kind: "youtube#video",
    etag: sha256Hex(`${post.id}/${context.now().getTime()}`).slice(0, 27),
    id: post.id,
  };
  for (const part of parts) {
    const make = makers[part];
    if (make) view[part] = make();
  }
  return view;
}
