import type { Counts } from "@/lib/domain/metrics";
import type { DraftIssue } from "@/lib/domain/preflight";
import type { Draft } from "../adapter";

/** The text as Facebook gets it; a story shows none. */
export function toMessage(draft: Draft): string {
  return draft.text.normalize("NFC");
}

/** The fields of a post on the page's feed. Photos were uploaded before and are only named here. */
export function toFeedForm(draft: Draft, photoIds: readonly string[]): Record<string, string> {
  const message = toMessage(draft);
  const link = draft.options.link?.trim() ?? "";
  const photos = photoIds.map((id) => ({ media_fbid: id }));
  return {
    ...(message.trim() === "" ? {} : { message }),
    ...(photos.length > 0 ? { attached_media: JSON.stringify(photos) } : {}),
    ...(photos.length === 0 && link !== "" ? { link } : {}),
  };
}

const MIN_UPRIGHT_WIDTH = 540;

/** Reels and stories are refused below a width that no other format asks for. */
export function checkUprightVideo({ format, media }: Draft): DraftIssue[] {
  const [video] = media;
  if ((format !== "reel" && format !== "story") || video?.kind !== "video") return [];
  if (video.width === null || video.width >= MIN_UPRIGHT_WIDTH) return [];
  const message = `The video is ${video.width} pixels wide. Facebook wants ${MIN_UPRIGHT_WIDTH} or more.`;
  return [{ code: "video_too_small", severity: "error", field: "media", message }];
}

export interface StoredPost {
  id: string;
  authorId: string | null;
  message: string;
  createdAt: number;
  permalink: string | null;
  photoIds: string[];
  hasVideo: boolean;
}

export interface WantedPost {
  pageId: string;
  message: string;
  /** By id where we know them; by number where an earlier try uploaded its own. */
  photos: readonly string[] | number;
  since: number;
}

/** The oldest post that says what we sent, with the photos we sent, since then. */
export function findSamePost(posts: readonly StoredPost[], wanted: WantedPost): StoredPost | null {
  const same = posts.filter(
    (post) =>
      (post.authorId === null || post.authorId === wanted.pageId) &&
      post.createdAt >= wanted.since &&
      !post.hasVideo &&
      toComparable(post.message) === toComparable(wanted.message) &&
      hasPhotos(post.photoIds, wanted.photos),
  );
  return same.toSorted((a, b) => a.createdAt - b.createdAt)[0] ?? null;
}

function hasPhotos(found: readonly string[], wanted: WantedPost["photos"]): boolean {
  if (typeof wanted === "number") return found.length === wanted;
  return found.length === wanted.length && wanted.every((id) => found.includes(id));
}

function toComparable(text: string): string {
  return text.normalize("NFC").replace(/\s+/g, " ").trim();
}

export interface VideoPhases {
  video_status?: string | undefined;
  uploading_phase?: Phase | undefined;
  processing_phase?: Phase | undefined;
  publishing_phase?: (Phase & { publish_status?: string | undefined }) | undefined;
}
interface Phase {
  status?: string | undefined;
  errors?: { message: string }[] | undefined;
}

export type VideoState =
  | { kind: "failed"; message: string }
  | { kind: "published" }
  | { kind: "working" };

/** Words that nobody documented count as work in progress. */
export function toVideoState(phases: VideoPhases, edge: VideoEdge): VideoState {
  const each = [phases.uploading_phase, phases.processing_phase, phases.publishing_phase];
  const failed = each.find((phase) => phase?.status === "error");
  if (phases.video_status === "error" || failed) {
    const told = each.flatMap((phase) => phase?.errors ?? [])[0]?.message;
    return { kind: "failed", message: told || "Facebook could not process the video." };
  }
  const publishing = phases.publishing_phase;
  if (publishing) {
    const isOut = publishing.status === "complete" && publishing.publish_status !== "draft";
    return { kind: isOut ? "published" : "working" };
  }
  const isReady = phases.video_status === "ready" && edge === "videos";
  return { kind: isReady ? "published" : "working" };
}

export type VideoEdge = "videos" | "video_reels" | "video_stories";

/** Facebook gives some permalinks without its own name in front. */
export function toPermalink(site: string, told: string | null, id: string): string {
  if (told === null || told === "") return `${site}/${encodeURIComponent(id)}`;
  if (/^https?:\/\//.test(told)) return told;
  return `${site}/${told.replace(/^\/+/, "")}`;
}

export type Insights = ReadonlyMap<string, unknown>;

export interface Reactions {
  likes: number | null;
  comments: number | null;
  shares: number | null;
}

/** Reach is another count than views, and is left out. */
export function toCounts(reactions: Reactions, insights: Insights): Counts {
  const told = (...names: string[]) =>
    names.map((name) => toNumber(insights.get(name))).find((value) => value !== null) ?? null;
  const social = insights.get("post_video_social_actions");
  return {
    views: told("post_media_view", "blue_reels_play_count", "total_video_views"),
    likes: reactions.likes ?? told("post_reactions_by_type_total"),
    shares: reactions.shares ?? pick(social, "SHARE"),
    comments: reactions.comments ?? pick(social, "COMMENT"),
    clicks: told("post_clicks"),
    saves: null,
    conversions: null,
  };
}

/** A number, or an object of numbers by kind, which is their sum. */
function toNumber(value: unknown): number | null {
  if (typeof value === "number") return value;
  if (typeof value !== "object" || value === null) return null;
  const numbers = Object.values(value).filter((each) => typeof each === "number");
  return numbers.reduce((sum, each) => sum + each, 0);
}

function pick(value: unknown, name: string): number | null {
  if (typeof value !== "object" || value === null) return null;
  const entry = Object.entries(value).find(([key]) => key.toUpperCase() === name)?.[1];
  return typeof entry === "number" ? entry : null;
}
