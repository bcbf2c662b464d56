import type { Counts } from "@/lib/domain/metrics";
import type { Draft, DraftMedia } from "../adapter";
import type { CountedVideo, Creator } from "./api";
import type { ChunkPlan } from "./chunks";

/** Where a post begins, and with what. */
export interface InitBody {
  path: string;
  body: Readonly<Record<string, unknown>>;
}

/** Who sees a post that TikTok shows to everybody; such a post alone gets an id of its own. */
export const PUBLIC = "PUBLIC_TO_EVERYONE";
export const PRIVATE = "SELF_ONLY";

const isOn = (draft: Draft, option: string) => draft.options[option] === "true";

export const toCaption = (draft: Draft) => draft.text.normalize("NFC");
export const toTitle = (draft: Draft) => (draft.title ?? "").normalize("NFC").trim();

/** What a person did not allow, or the account's own settings forbid, is off. */
function toSettings(draft: Draft, creator: Creator) {
  return {
    privacy_level: draft.options.privacy ?? "",
    disable_comment: !isOn(draft, "allowComment") || creator.comment_disabled,
    brand_content_toggle: isOn(draft, "brandContent"),
    brand_organic_toggle: isOn(draft, "brandOrganic"),
  };
}

const toFileSource = ({ total, chunkSize, count }: ChunkPlan) => ({
  source: "FILE_UPLOAD",
  video_size: total,
  chunk_size: chunkSize,
  total_chunk_count: count,
});

export function toVideoInit(draft: Draft, creator: Creator, plan: ChunkPlan): InitBody {
  return {
    path: "post/publish/video/init/",
    body: {
      post_info: {
        title: toCaption(draft),
        ...toSettings(draft, creator),
        disable_duet: !isOn(draft, "allowDuet") || creator.duet_disabled,
        disable_stitch: !isOn(draft, "allowStitch") || creator.stitch_disabled,
        is_aigc: isOn(draft, "isAiGenerated"),
      },
      source_info: toFileSource(plan),
    },
  };
}

/** A draft carries nothing but the video: the rest is filled in by its owner in the app. */
export function toInboxInit(plan: ChunkPlan): InitBody {
  return {
    path: "post/publish/inbox/video/init/",
    body: { source_info: toFileSource(plan) },
  };
}

export function toPhotoInit(draft: Draft, creator: Creator): InitBody {
  return {
    path: "post/publish/content/init/",
    body: {
      media_type: "PHOTO",
      post_mode: "DIRECT_POST",
      post_info: {
        title: toTitle(draft),
        description: toCaption(draft),
        ...toSettings(draft, creator),
        auto_add_music: isOn(draft, "addMusic"),
      },
      source_info: {
        source: "PULL_FROM_URL",
        photo_cover_index: 0,
        photo_images: draft.media.map((photo) => photo.publicUrl ?? ""),
      },
    },
  };
}

export function findFile(draft: Draft): DraftMedia | null {
  return draft.media.find(({ kind }) => kind === "video") ?? null;
}

export function toPermalink(site: string, handle: string, format: string, id: string): string {
  const name = encodeURIComponent(handle.replace(/^@/, ""));
  return `${site}/@${name}/${format === "photos" ? "photo" : "video"}/${id}`;
}

/** Clicks, saves and conversions are told nowhere. */
export function toCounts(video: Partial<CountedVideo>): Counts {
  return {
    views: video.view_count ?? null,
    likes: video.like_count ?? null,
    shares: video.share_count ?? null,
    comments: video.comment_count ?? null,
    clicks: null,
    saves: null,
    conversions: null,
  };
}

export interface ListedPost {
  id: string;
  createdAt: number;
  title: string;
  description: string;
}

// TikTok tells whole seconds, and the two clocks may be a moment apart.
const SKEW_MS = 5_000;

/** The oldest since then that says what we sent. Without words there is nothing to know it by. */
export function findSamePost(
  posts: readonly ListedPost[],
  draft: Draft,
  since: number,
): ListedPost | null {
  const words = [toTitle(draft), toCaption(draft)].map(toComparable).filter((text) => text !== "");
  if (words.length === 0) return null;
  const same = posts.filter((post) => {
    const told = toComparable(`${post.title}\n${post.description}`);
    return post.createdAt >= since - SKEW_MS && words.every((text) => told.includes(text));
  });
  return same.toSorted((a, b) => a.createdAt - b.createdAt)[0] ?? null;
}

function toComparable(text: string): string {
  return text.normalize("NFC").replace(/\s+/g, " ").trim();
}
