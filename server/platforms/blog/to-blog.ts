import { toLines } from "@/lib/domain/check-options";
import type { Counts } from "@/lib/domain/metrics";
import type { Visibility } from "@/lib/domain/publish-outcome";
import type { Draft, DraftMedia } from "../adapter";

export const MAX_WORD = 64;
const MAX_WORDS = 50;

export interface BlogMedia {
  url: string;
  alt: string;
  mime_type: string;
  bytes: number;
  sha256: string;
  role: "featured" | "inline";
}

export interface PublishBody {
  type: "post.publish";
  timestamp: string;
  external_id: string;
  title: string;
  content: string;
  content_format: "html" | "markdown";
  status: "draft" | "publish" | "scheduled";
  /** RFC 3339 in UTC; with `scheduled` only. */
  publish_at?: string;
  tags: string[];
  categories: string[];
  excerpt?: string;
  slug?: string;
  media: BlogMedia[];
}

/** The whole message. Equal for every attempt of one content, or the site would see a conflict. */
export function toPublishBody(draft: Draft, firstAttemptAt: Date): PublishBody {
  const { options } = draft;
  const isMarkdown = options.contentFormat === "markdown";
  const publishAt = toPublishAt(draft);
  const featured = draft.media.find(({ kind }) => kind === "image") ?? null;
  return {
    type: "post.publish",
    timestamp: firstAttemptAt.toISOString(),
    external_id: draft.postId,
    title: (draft.title ?? "").trim(),
    content: isMarkdown ? draft.text : toHtml(draft.text),
    content_format: isMarkdown ? "markdown" : "html",
    status: publishAt ? "scheduled" : options.status === "draft" ? "draft" : "publish",
    ...(publishAt ? { publish_at: publishAt } : {}),
    tags: toWords(options.tags),
    categories: toWords(options.categories),
    ...(options.excerpt ? { excerpt: options.excerpt.trim() } : {}),
    ...(options.slug ? { slug: options.slug.trim() } : {}),
    media: draft.media.flatMap((media) => toBlogMedia(media, media === featured)),
  };
}

/** Null unless the site itself shall hold the post until then. */
export function toPublishAt({ options }: Draft): string | null {
  if (options.status !== "scheduled") return null;
  const at = Date.parse(options.publishAt ?? "");
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

/** The first image stands at the head of the post; the others belong into its text. */
function toBlogMedia(media: DraftMedia, isFeatured: boolean): BlogMedia[] {
  if (!media.publicUrl) return [];
  return [
    {
      url: media.publicUrl,
      alt: media.altText ?? "",
      mime_type: media.mimeType,
      bytes: media.bytes,
      sha256: media.sha256,
      role: isFeatured ? "featured" : "inline",
    },
  ];
}

function toWords(list: string | undefined): string[] {
  const words = toLines(list ?? "").map((word) => word.slice(0, MAX_WORD));
  return [...new Set(words)].slice(0, MAX_WORDS);
}

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Plain text as paragraphs: blank lines part them, single line ends stay. */
export function toHtml(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.trim())
    .filter(Boolean)
    .map((paragraph) => {
      const safe = paragraph.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);
      return `<p>${safe.replaceAll("\n", "<br>")}</p>`;
    })
    .join("\n");
}

const VISIBILITY: Record<string, Visibility> = {
  publish: "live",
  published: "live",
  draft: "draft",
  scheduled: "scheduled",
};

/** Null while the site still works on it. */
export function toVisibility(status: string): Visibility | null {
  return VISIBILITY[status] ?? null;
}

/** A link we can show: http or https only. */
export function toPermalink(url: string | null | undefined): string | null {
  if (!url || !URL.canParse(url)) return null;
  const parsed = new URL(url);
  return parsed.protocol === "https:" || parsed.protocol === "http:" ? parsed.href : null;
}

/** 5 s, 15 s, 60 s after acceptance, then every five minutes. */
export function toNextCheckMs(sinceAcceptedMs: number): number {
  if (sinceAcceptedMs < 5_000) return 5_000;
  if (sinceAcceptedMs < 15_000) return 15_000 - sinceAcceptedMs + 1_000;
  if (sinceAcceptedMs < 60_000) return 60_000 - sinceAcceptedMs + 1_000;
  return 300_000;
}

export function toCounts(told: Partial<Record<keyof Counts, number | null>>): Counts {
  const read = (value: number | null | undefined) =>
    typeof value === "number" && Number.isFinite(value) && value >= 0 ? Math.floor(value) : null;
  return {
    views: read(told.views),
    likes: read(told.likes),
    shares: read(told.shares),
    comments: read(told.comments),
    clicks: read(told.clicks),
    saves: read(told.saves),
    conversions: read(told.conversions),
  };
}
