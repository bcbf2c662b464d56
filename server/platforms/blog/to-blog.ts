import type { Counts } from "@/lib/domain/metrics";
import type { Visibility } from "@/lib/domain/publish-outcome";
import type { Draft } from "../adapter";

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
  status: "draft" | "publish";
  tags: string[];
  media: BlogMedia[];
}

/** The whole message. Equal for every attempt of one content, or the site would see a conflict. */
export function toPublishBody(draft: Draft, firstAttemptAt: Date): PublishBody {
  const isMarkdown = draft.options?.contentFormat === "markdown";
  const { media } = draft;
  return {
    type: "post.publish",
    timestamp: firstAttemptAt.toISOString(),
    external_id: draft.postId,
    title: (draft.title ?? "").trim(),
    content: isMarkdown ? draft.text : toHtml(draft.text),
    content_format: isMarkdown ? "markdown" : "html",
    status: draft.options?.status === "draft" ? "draft" : "publish",
    tags: toTags(draft.options?.tags ?? ""),
    media: media?.publicUrl
      ? [
          {
            url: media.publicUrl,
            alt: media.altText ?? "",
            mime_type: media.mimeType,
            bytes: media.bytes,
            sha256: media.sha256,
            role: "featured",
          },
        ]
      : [],
  };
}

function toTags(list: string): string[] {
  const tags = list.split(",").map((tag) => tag.trim().slice(0, 64));
  return [...new Set(tags.filter(Boolean))].slice(0, 50);
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
