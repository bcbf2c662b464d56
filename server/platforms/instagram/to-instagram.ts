import type { Counts } from "@/lib/domain/metrics";
import type { DraftIssue } from "@/lib/domain/preflight";
import type { Draft, DraftMedia } from "../adapter";

export type ContainerForm = Readonly<Record<string, string>>;

export function toCaption(draft: Draft): string {
  return draft.text.normalize("NFC");
}

const urlOf = (media: DraftMedia): ContainerForm => {
  const url = media.publicUrl ?? "";
  return media.kind === "video" ? { video_url: url } : { image_url: url };
};

const altOf = (media: DraftMedia): ContainerForm => {
  const altText = media.altText?.trim() ?? "";
  return media.kind === "image" && altText !== "" ? { alt_text: altText } : {};
};

/** One container that is published as it is. */
export function toSingleForm(draft: Draft, media: DraftMedia): ContainerForm {
  const caption = toCaption(draft);
  const words: ContainerForm = caption.trim() === "" ? {} : { caption };
  if (draft.format === "story") return { media_type: "STORIES", ...urlOf(media) };
  if (draft.format === "reel" || media.kind === "video") {
    const share = draft.options.shareToFeed;
    return {
      media_type: "REELS",
      ...urlOf(media),
      ...words,
      ...(share === "true" || share === "false" ? { share_to_feed: share } : {}),
    };
  }
  return { ...urlOf(media), ...words, ...altOf(media) };
}

export function toChildForm(media: DraftMedia): ContainerForm {
  return {
    is_carousel_item: "true",
    ...(media.kind === "video" ? { media_type: "VIDEO" } : {}),
    ...urlOf(media),
    ...altOf(media),
  };
}

export function toCarouselForm(draft: Draft, children: readonly string[]): ContainerForm {
  const caption = toCaption(draft);
  return {
    media_type: "CAROUSEL",
    children: children.join(","),
    ...(caption.trim() === "" ? {} : { caption }),
  };
}

export interface StoredMedia {
  id: string;
  caption: string;
  /** IMAGE, VIDEO or CAROUSEL_ALBUM. */
  type: string;
  createdAt: number;
  permalink: string | null;
  children: number;
}

export interface WantedMedia {
  caption: string;
  type: string;
  children: number;
  since: number;
  /** When publishing was asked for: the account may have posted the same before. */
  near: number;
}

/** Of those that say what we sent and are of the same kind, the one closest to when we sent it. */
export function findSameMedia(
  stored: readonly StoredMedia[],
  wanted: WantedMedia,
): StoredMedia | null {
  const same = stored.filter(
    (media) =>
      media.createdAt >= wanted.since &&
      media.type === wanted.type &&
      media.children === wanted.children &&
      toComparable(media.caption) === toComparable(wanted.caption),
  );
  const distance = (media: StoredMedia) => Math.abs(media.createdAt - wanted.near);
  return same.toSorted((a, b) => distance(a) - distance(b))[0] ?? null;
}

/** How the published draft is listed. A story's text is not kept. */
export function toWanted(draft: Draft, since: number, near: number): WantedMedia {
  const isCarousel = draft.format === "carousel";
  const type = draft.media[0]?.kind === "video" ? "VIDEO" : "IMAGE";
  return {
    caption: draft.format === "story" ? "" : toCaption(draft),
    type: isCarousel ? "CAROUSEL_ALBUM" : type,
    children: isCarousel ? draft.media.length : 0,
    since,
    near,
  };
}

function toComparable(text: string): string {
  return text.normalize("NFC").replace(/\s+/g, " ").trim();
}

const MAX_HASHTAGS = 30;
const SHOWN_HASHTAGS = 5;
const MAX_MENTIONS = 20;

/** Instagram counts hashtags and mentions of a caption, and publishes nothing above its numbers. */
export function checkCaption(draft: Draft): DraftIssue[] {
  const caption = toCaption(draft);
  const hashtags = caption.match(/(?<![\p{L}\p{N}_&])#[\p{L}\p{N}_]+/gu)?.length ?? 0;
  const mentions = caption.match(/(?<![\p{L}\p{N}_.])@[A-Za-z0-9_.]+/gu)?.length ?? 0;
  const issues: DraftIssue[] = [];
  const add = (severity: DraftIssue["severity"], code: string, message: string) =>
    issues.push({ code, severity, field: "text", message });
  if (hashtags > MAX_HASHTAGS) {
    const message = `Use at most ${MAX_HASHTAGS} hashtags: there are ${hashtags}.`;
    add("error", "too_many_hashtags", message);
  } else if (hashtags > SHOWN_HASHTAGS) {
    const message = `Keep to ${SHOWN_HASHTAGS} hashtags: Instagram has begun to limit them.`;
    add("warning", "many_hashtags", message);
  }
  if (mentions > MAX_MENTIONS) {
    const message = `Mention at most ${MAX_MENTIONS} accounts: there are ${mentions}.`;
    add("error", "too_many_mentions", message);
  }
  return issues;
}

/** Conversions happen elsewhere; clicks are told of a story's link only. */
export function toCounts(insights: ReadonlyMap<string, unknown>): Counts {
  const told = (name: string) => {
    const value = insights.get(name);
    return typeof value === "number" ? value : null;
  };
  return {
    views: told("views"),
    likes: told("likes"),
    shares: told("shares"),
    comments: told("comments") ?? told("replies"),
    clicks: told("link_clicks"),
    saves: told("saved"),
    conversions: null,
  };
}
