import { catalog, type Platform, type PlatformEntry } from "@/lib/platforms/catalog";
import { textLength } from "./text-length";
import { findXUrls } from "./x-urls";

interface DraftMedia {
  kind: "image" | "video";
  mimeType: string;
  bytes: number;
  altText: string | null;
}

interface DraftInput {
  platform: Platform;
  title: string | null;
  text: string;
  media: DraftMedia | null;
  bannedWords?: string[];
}

export interface DraftIssue {
  code: string;
  severity: "error" | "warning";
  field: "text" | "title" | "media" | "altText";
  message: string;
}

const MB = 1024 * 1024;
const UNIT_WORDS = { weighted: "character", bytes: "byte", chars: "character" } as const;

/** What stops a draft from being posted (errors) and what would make it better (warnings). */
export function checkDraft(input: DraftInput): DraftIssue[] {
  const entry = catalog[input.platform];
  return [
    ...checkText(entry, input.text),
    ...checkTitle(entry, input.title),
    ...checkBannedWords(input),
    ...(input.media ? checkMedia(entry, input.media) : checkNoMedia(entry)),
  ];
}

function checkText(entry: PlatformEntry, text: string): DraftIssue[] {
  if (text.trim() === "") {
    if (!entry.text.required) return [];
    return [error("text_required", "text", `Write a text: ${entry.label} needs one.`)];
  }
  const issues: DraftIssue[] = [];
  const { length, max, unit } = textLength(entry.platform, text);
  if (length > max) {
    const excess = `${count(length - max, UNIT_WORDS[unit])} too many for ${entry.label}.`;
    const message = `${excess}${explainCount(unit, text)}`;
    issues.push(error("text_too_long", "text", message));
  }
  return [...issues, ...checkForbidden(entry, "text", text, entry.text.forbidden)];
}

function explainCount(unit: PlatformEntry["text"]["unit"], text: string): string {
  if (unit === "weighted" && findXUrls(text.normalize("NFC")).length > 0) {
    return " A link counts as 23.";
  }
  const hasWideCharacters = new TextEncoder().encode(text).length > text.length;
  if (unit === "bytes" && hasWideCharacters) return " An accented letter or emoji takes several.";
  return "";
}

function checkTitle(entry: PlatformEntry, title: string | null): DraftIssue[] {
  if (!entry.title) return [];
  const text = title?.trim() ?? "";
  if (text === "") {
    if (!entry.title.required) return [];
    return [error("title_required", "title", `Write a title: ${entry.label} needs one.`)];
  }
  const issues: DraftIssue[] = [];
  const excess = Array.from(text).length - entry.title.max;
  if (excess > 0) {
    const message = `Shorten the title by ${count(excess, "character")}. ${entry.label} allows ${entry.title.max}.`;
    issues.push(error("title_too_long", "title", message));
  }
  return [...issues, ...checkForbidden(entry, "title", text, entry.title.forbidden)];
}

function checkForbidden(
  entry: PlatformEntry,
  field: "text" | "title",
  text: string,
  forbidden: string[] = [],
): DraftIssue[] {
  const found = forbidden.filter((character) => text.includes(character));
  if (found.length === 0) return [];
  const message = `Remove ${found.join(" and ")} from the ${field}: ${entry.label} refuses it.`;
  return [error("forbidden_character", field, message)];
}

function checkBannedWords({ title, text, bannedWords = [] }: DraftInput): DraftIssue[] {
  const words = bannedWords.map((word) => word.trim()).filter((word) => word !== "");
  const fields = [
    ["text", text],
    ["title", title ?? ""],
  ] as const;
  return fields.flatMap(([field, value]) =>
    words
      .filter((word) => containsWord(value, word))
      .map((word) =>
        error("banned_word", field, `Remove “${word}”: it is on this campaign's list to avoid.`),
      ),
  );
}

/** Whole words only, so that banning "art" does not refuse "start". */
function containsWord(text: string, word: string): boolean {
  const escaped = word.normalize("NFC").replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
  const pattern = `(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`;
  return new RegExp(pattern, "iu").test(text.normalize("NFC"));
}

function checkNoMedia(entry: PlatformEntry): DraftIssue[] {
  if (!entry.media.video?.required) return [];
  const message = `${entry.label} needs a video. Upload an MP4 to this variant.`;
  return [error("video_required", "media", message)];
}

function checkMedia(entry: PlatformEntry, media: DraftMedia): DraftIssue[] {
  const { images, video } = entry.media;
  const rule = media.kind === "image" ? images : video;
  if (!rule) {
    if (video?.required) return checkNoMedia(entry);
    const message = `${entry.label} takes no ${media.kind}s. Remove the ${media.kind}.`;
    return [error("media_not_supported", "media", message)];
  }
  const issues: DraftIssue[] = [];
  if (media.kind === "image" && video?.required) issues.push(...checkNoMedia(entry));
  if (!rule.mimeTypes.includes(media.mimeType)) {
    const message = `${entry.label} can't use ${media.mimeType}. Upload ${formatList(rule.mimeTypes)}.`;
    issues.push(error("media_type", "media", message));
  }
  if (media.bytes > rule.maxBytes) {
    const message = `The ${media.kind} is larger than ${entry.label} allows. Keep it under ${Math.floor(rule.maxBytes / MB)} MB.`;
    issues.push(error("media_too_large", "media", message));
  }
  return [...issues, ...checkAltText(entry, media)];
}

function checkAltText(entry: PlatformEntry, media: DraftMedia): DraftIssue[] {
  const max = entry.media.altTextMax;
  if (media.kind !== "image" || max === null) return [];
  const length = Array.from(media.altText?.trim() ?? "").length;
  if (length === 0) {
    const message = "Describe the image for people who can't see it.";
    return [{ code: "alt_text_missing", severity: "warning", field: "altText", message }];
  }
  if (length <= max) return [];
  const message = `Shorten the description by ${count(length - max, "character")}.`;
  return [error("alt_text_too_long", "altText", message)];
}

function formatList(mimeTypes: string[]): string {
  return mimeTypes
    .map((type) => (type.split("/")[1] ?? type).toUpperCase())
    .join(", ")
    .replace(/, ([^,]*)$/, " or $1")
    .replace("QUICKTIME", "MOV");
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? "" : "s"}`;
}

function error(code: string, field: DraftIssue["field"], message: string): DraftIssue {
  return { code, severity: "error", field, message };
}
