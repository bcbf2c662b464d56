import { toLines } from "@/lib/domain/check-options";
import type { Counts } from "@/lib/domain/metrics";
import type { Visibility } from "@/lib/domain/publish-outcome";
import type { Draft, DraftMedia } from "../adapter";

export const PRIVACY = ["public", "unlisted", "private"] as const;
export type Privacy = (typeof PRIVACY)[number];

const PEOPLE_AND_BLOGS = "22";
const SHORT = "short";

export interface VideoBody {
  snippet: { title: string; description: string; categoryId: string; tags?: string[] };
  status: { privacyStatus: Privacy; selfDeclaredMadeForKids: boolean };
}

/** Null where YouTube does not know the word or none was chosen: guessing could make a video public. */
export function toPrivacy(draft: Draft): Privacy | null {
  return PRIVACY.find((privacy) => privacy === draft.options.privacy) ?? null;
}

/** The video, and the picture that stands for it where there is one. */
export function toFiles({ media, format }: Draft): {
  video: DraftMedia | null;
  thumbnail: DraftMedia | null;
} {
  const image = media.find(({ kind }) => kind === "image") ?? null;
  return {
    video: media.find(({ kind }) => kind === "video") ?? null,
    thumbnail: format === SHORT ? null : image,
  };
}

const toTags = (draft: Draft) => [...new Set(toLines(draft.options.tags ?? ""))];

/** As YouTube counts them: with the commas between, and quotes around a tag that has a space. */
export function countTags(draft: Draft): number {
  const lengths = toTags(draft).map((tag) => Array.from(tag).length + (/\s/.test(tag) ? 2 : 0));
  return lengths.reduce((sum, length) => sum + length, Math.max(0, lengths.length - 1));
}

export function toVideoBody(draft: Draft, privacy: Privacy): VideoBody {
  const tags = toTags(draft);
  return {
    snippet: {
      title: (draft.title ?? "").trim(),
      description: draft.text,
      categoryId: draft.options.categoryId || PEOPLE_AND_BLOGS,
      ...(tags.length > 0 ? { tags } : {}),
    },
    // An omitted privacy means public since 2026-11, so it is always said.
    status: {
      privacyStatus: privacy,
      selfDeclaredMadeForKids: draft.options.madeForKids === "true",
    },
  };
}

export function toVisibility(privacy: string): Visibility {
  return privacy === "private" ? "draft" : "live";
}

/** The next byte that the upload session wants, from `Range: bytes=0-n`; without one, from the start. */
export function toNextByte(range: string | undefined): number {
  const match = /^bytes=0-(\d+)$/.exec(range?.trim() ?? "");
  return match?.[1] ? Number(match[1]) + 1 : 0;
}

/** Shorts are found by their shape, not by a flag; only the address differs. */
export function toPermalink(site: string, videoId: string, format: string): string {
  const id = encodeURIComponent(videoId);
  return format === SHORT ? `${site}/shorts/${id}` : `${site}/watch?v=${id}`;
}

/** What the reports tell of one video; null: nothing yet. */
export interface Reported {
  shares: number | null;
  saves: number | null;
}

/** The Data API tells three counts, as strings; a hidden one is left out. */
export function toCounts(
  statistics: Partial<Record<string, string>>,
  reported: Reported = { shares: null, saves: null },
): Counts {
  const read = (value: string | undefined) =>
    value !== undefined && /^\d+$/.test(value) ? Number(value) : null;
  return {
    views: read(statistics.viewCount),
    likes: read(statistics.likeCount),
    shares: reported.shares,
    comments: read(statistics.commentCount),
    clicks: null,
    saves: reported.saves,
    conversions: null,
  };
}

const REASONS: Record<string, string> = {
  copyright: "YouTube rejected the video for a copyright claim.",
  duplicate: "YouTube rejected the video because the channel already has it.",
  termsOfUse: "YouTube rejected the video: it breaks the terms of use.",
  inappropriate: "YouTube rejected the video as inappropriate.",
  length: "YouTube rejected the video for its length. Verify the channel for more than 15 minutes.",
  codec: "YouTube can't read this video's codec.",
  conversion: "YouTube could not convert the video.",
  emptyFile: "The video file is empty.",
  invalidFile: "The file is no video that YouTube can read.",
  tooSmall: "The video file is too small.",
};

export function toRefusal(reason: string | null): string {
  if (!reason) return "YouTube could not process the video.";
  return REASONS[reason] ?? `YouTube refused the video (${reason}).`;
}
