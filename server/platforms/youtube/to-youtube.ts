import type { Counts } from "@/lib/domain/metrics";
import type { Visibility } from "@/lib/domain/publish-outcome";
import type { Draft } from "../adapter";

export const PRIVACY = ["public", "unlisted", "private"] as const;
export type Privacy = (typeof PRIVACY)[number];

const PEOPLE_AND_BLOGS = "22";

export interface VideoBody {
  snippet: { title: string; description: string; categoryId: string; tags?: string[] };
  status: { privacyStatus: Privacy; selfDeclaredMadeForKids: boolean };
}

/** Null for a word YouTube does not know: guessing could make a private video public. */
export function toPrivacy(draft: Draft): Privacy | null {
  const wanted = draft.options?.privacy ?? "public";
  return PRIVACY.find((privacy) => privacy === wanted) ?? null;
}

export function toVideoBody(draft: Draft, privacy: Privacy): VideoBody {
  const tags = (draft.options?.tags ?? "")
    .split(",")
    .map((tag) => tag.trim())
    .filter(Boolean);
  return {
    snippet: {
      title: (draft.title ?? "").trim(),
      description: draft.text,
      categoryId: draft.options?.categoryId ?? PEOPLE_AND_BLOGS,
      ...(tags.length > 0 ? { tags } : {}),
    },
    // An omitted privacy means public since 2026-11, so it is always said.
    status: {
      privacyStatus: privacy,
      selfDeclaredMadeForKids: draft.options?.madeForKids === "true",
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

/** The Data API tells three counts, as strings; a hidden one is left out. */
export function toCounts(statistics: Partial<Record<string, string>>): Counts {
  const read = (value: string | undefined) =>
    value !== undefined && /^\d+$/.test(value) ? Number(value) : null;
  return {
    views: read(statistics.viewCount),
    likes: read(statistics.likeCount),
    shares: null,
    comments: read(statistics.commentCount),
    clicks: null,
    saves: null,
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
