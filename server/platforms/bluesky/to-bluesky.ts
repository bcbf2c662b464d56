import type { Counts } from "@/lib/domain/metrics";
import { splitParts } from "@/lib/domain/text-parts";
import type { Draft, DraftMedia } from "../adapter";
import type { BlobRef, PostView, Reference } from "./api";
import { POSTS } from "./api";
import type { Card } from "./card";
import { type Facet, toFacets } from "./facets";

interface ImagesEmbed {
  $type: "app.bsky.embed.images";
  images: { image: BlobRef; alt: string; aspectRatio?: { width: number; height: number } }[];
}

interface ExternalEmbed {
  $type: "app.bsky.embed.external";
  external: { uri: string; title: string; description: string; thumb?: BlobRef };
}

export type Embed = ImagesEmbed | ExternalEmbed;

export interface PostRecord {
  $type: typeof POSTS;
  text: string;
  createdAt: string;
  facets?: Facet[];
  embed?: Embed;
  reply?: { root: Reference; parent: Reference };
}

/** The texts of the posts that a draft becomes; never none. */
export function toTexts(draft: Draft): string[] {
  const parts = draft.format === "thread" ? splitParts(draft.text) : [];
  return parts.length > 0 ? parts : [draft.text.replace(/\r\n?/g, "\n").trim()];
}

export function toRecord(params: {
  text: string;
  createdAt: Date;
  dids: ReadonlyMap<string, string>;
  embed: Embed | null;
}): PostRecord {
  const { text, createdAt, dids, embed } = params;
  const facets = toFacets(text, dids);
  return {
    $type: POSTS,
    text,
    createdAt: createdAt.toISOString(),
    ...(facets.length > 0 ? { facets } : {}),
    ...(embed ? { embed } : {}),
  };
}

/** Each part of a thread names the first one and the one before. */
export function toReply(record: PostRecord, out: readonly Reference[]): PostRecord {
  const root = out[0];
  const parent = out.at(-1);
  return root && parent ? { ...record, reply: { root, parent } } : record;
}

export function toImages(uploaded: readonly { media: DraftMedia; blob: BlobRef }[]): Embed {
  return {
    $type: "app.bsky.embed.images",
    images: uploaded.map(({ media, blob }) => ({
      image: blob,
      alt: media.altText?.trim() ?? "",
      ...(media.width && media.height
        ? { aspectRatio: { width: media.width, height: media.height } }
        : {}),
    })),
  };
}

export function toExternal({ uri, title, description }: Card, thumb: BlobRef | null): Embed {
  return {
    $type: "app.bsky.embed.external",
    external: { uri, title, description, ...(thumb ? { thumb } : {}) },
  };
}

/** Null for what is no address of a record. */
export function toRecordKey(uri: string): string | null {
  return /^at:\/\/[^/]+\/app\.bsky\.feed\.post\/([^/]+)$/.exec(uri)?.[1] ?? null;
}

/** A handle can be lost; the DID behind it stays. */
export function toPermalink(site: string, handle: string, uri: string): string {
  const did = uri.split("/")[2] ?? "";
  const bare = handle.replace(/^@/, "");
  const who = bare === "" || bare === "handle.invalid" ? did : bare;
  return `${site}/profile/${who}/post/${toRecordKey(uri) ?? ""}`;
}

/** Reposts and quotes are both shares. Bluesky counts neither views nor clicks. */
export function toCounts(post: PostView): Counts {
  const { repostCount, quoteCount } = post;
  const isShareKnown = typeof repostCount === "number" || typeof quoteCount === "number";
  return {
    views: null,
    likes: post.likeCount ?? null,
    shares: isShareKnown ? (repostCount ?? 0) + (quoteCount ?? 0) : null,
    comments: post.replyCount ?? null,
    clicks: null,
    saves: post.bookmarkCount ?? null,
    conversions: null,
  };
}
