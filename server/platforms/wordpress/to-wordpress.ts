import { createHash } from "node:crypto";
import { toLines } from "@/lib/domain/check-options";
import type { Visibility } from "@/lib/domain/publish-outcome";
import type { Draft, DraftMedia } from "../adapter";

export type Collection = "posts" | "pages";

export const toCollection = (format: string): Collection => (format === "page" ? "pages" : "posts");

/** The name under which a post's parts are found again. WordPress keeps no key of ours, but keeps slugs. */
export function toMarker(key: string): string {
  return `bw-${createHash("sha256").update(key).digest("hex").slice(0, 20)}`;
}

/** The content is part of a file's name: another file in the same place is another upload. */
export const toFileMarker = (marker: string, place: number, sha256: string) =>
  `${marker}-${place + 1}-${sha256.slice(0, 8)}`;

const ESCAPES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  // Or the site would take them for a shortcode and run it.
  "[": "&#91;",
  "]": "&#93;",
};

export const escapeHtml = (text: string) =>
  text.replace(/[&<>"[\]]/g, (one) => ESCAPES[one] ?? one);

const URLS = /https?:\/\/[^\s<>"]+/g;
const TRAILING = /[.,;:!?'*_]+$/;

function trimUrl(found: string): string {
  const url = found.replace(TRAILING, "");
  const isUnbalanced = url.endsWith(")") && !url.includes("(");
  return isUnbalanced ? trimUrl(url.slice(0, -1)) : url;
}

function linkUrls(line: string): string {
  let html = "";
  let from = 0;
  for (const { 0: found, index } of line.matchAll(URLS)) {
    const url = trimUrl(found);
    if (!URL.canParse(url)) continue;
    const safe = escapeHtml(url);
    html += `${escapeHtml(line.slice(from, index))}<a href="${safe}">${safe}</a>`;
    from = index + url.length;
  }
  return html + escapeHtml(line.slice(from));
}

/** Plain text as paragraphs: blank lines part them, single line ends stay, bare addresses become links. */
export function toHtml(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .split(/\n[^\S\n]*\n\s*/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== "")
    .map((paragraph) => `<p>${paragraph.split("\n").map(linkUrls).join("<br>")}</p>`)
    .join("\n");
}

export interface UploadedFile {
  id: number;
  url: string;
  media: DraftMedia;
}

/** The first image is shown by the theme; what else was uploaded follows the text. */
export function toContent(text: string, files: readonly UploadedFile[]): string {
  const featured = findFeatured(files);
  const rest = files.filter((file) => file !== featured).map(toFigure);
  return [toHtml(text), ...rest].filter((part) => part !== "").join("\n");
}

export function findFeatured(files: readonly UploadedFile[]): UploadedFile | undefined {
  return files.find(({ media }) => media.kind === "image");
}

function toFigure({ id, url, media }: UploadedFile): string {
  const source = escapeHtml(url);
  if (media.kind === "video") {
    return `<figure class="wp-block-video"><video controls src="${source}"></video></figure>`;
  }
  const alt = escapeHtml(media.altText?.trim() ?? "");
  return `<figure class="wp-block-image"><img src="${source}" alt="${alt}" class="wp-image-${id}"></figure>`;
}

export interface Terms {
  categories: number[];
  tags: number[];
}

/** Everything that the post shall be, but for its status, slug and date. */
export function toBody(draft: Draft, files: readonly UploadedFile[], terms: Terms): object {
  const featured = findFeatured(files);
  const isPost = toCollection(draft.format) === "posts";
  const excerpt = draft.options.excerpt?.trim();
  return {
    title: { raw: escapeHtml(draft.title?.trim() ?? "") },
    content: { raw: toContent(draft.text, files) },
    ...(featured ? { featured_media: featured.id } : {}),
    ...(isPost && excerpt ? { excerpt: { raw: escapeHtml(excerpt) } } : {}),
    ...(isPost && terms.categories.length > 0 ? { categories: terms.categories } : {}),
    ...(isPost && terms.tags.length > 0 ? { tags: terms.tags } : {}),
  };
}

/** What makes the hidden draft the real thing. An empty slug tells the site to make one of the title. */
export function toRelease(options: Draft["options"]): object {
  const slug = options.slug?.trim() ?? "";
  if (options.status === "draft") return { status: "draft", slug };
  if (options.status === "future" && options.date) {
    return { status: "future", slug, date_gmt: toGmt(options.date) };
  }
  return { status: "publish", slug };
}

const toGmt = (iso: string) => new Date(iso).toISOString().slice(0, 19);

export function toTermNames(list: string | undefined): string[] {
  const names = toLines(list ?? "").map((name) => name.replace(/\s+/g, " ").slice(0, 200));
  const seen = new Map(names.map((name) => [name.toLowerCase(), name]));
  return [...seen.values()];
}

/** How the site keeps a name, and the only way in which it finds it again. */
export const toStoredName = (name: string) =>
  name.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Whatever is neither out nor scheduled waits for somebody on the site. */
export function toVisibility(status: string): Visibility {
  if (status === "publish" || status === "inherit") return "live";
  return status === "future" ? "scheduled" : "draft";
}

/** A link we can show: http or https only. */
export function toPermalink(url: string | null | undefined): string | null {
  if (!url || !URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  return protocol === "https:" || protocol === "http:" ? href : null;
}

const EXTENSIONS: Record<string, string> = {
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
  "image/gif": "gif",
  "video/mp4": "mp4",
  "video/quicktime": "mov",
  "application/pdf": "pdf",
};

/** A name that every file system takes, with the ending that the site judges the kind by. */
export function toFileName({ fileName, mimeType }: DraftMedia): string {
  const stem = fileName
    .replace(/\.[^.]*$/, "")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^A-Za-z0-9-]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 80);
  return `${stem || "file"}.${EXTENSIONS[mimeType] ?? "bin"}`;
}
