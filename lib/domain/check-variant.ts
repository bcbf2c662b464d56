import type { DraftFile } from "@/lib/domain/check-media";
import { count } from "@/lib/domain/draft-issue";
import { checkDraft, type DraftIssue } from "@/lib/domain/preflight";
import { textLength } from "@/lib/domain/text-length";
import { splitParts } from "@/lib/domain/text-parts";
import { catalog } from "@/lib/platforms/catalog";
import type { TextUnit } from "@/lib/platforms/entry";
import { rulesOf } from "@/lib/platforms/find-format";
import type { Platform } from "@/lib/platforms/platform";

export interface VariantWords {
  /** A key of the platform's formats; null is its first. */
  format: string | null;
  title: string | null;
  text: string;
  options: Readonly<Record<string, string>>;
}

export interface VariantRules {
  bannedWords: string[];
  /** The campaign's own limit in characters; null leaves the platform's. */
  maxLength: number | null;
}

export interface VariantCheck {
  issues: DraftIssue[];
  length: number;
  maxLength: number;
}

/**
 * The stricter of the two limits, with the text counted the way that limit counts. Of a text in parts
 * it is the longest one that is measured.
 */
export function measureText(
  platform: Platform,
  text: string,
  ownMax: number | null,
  format: string | null = null,
): { length: number; max: number; own: boolean } {
  const theirs = textLength(platform, text, format);
  if (ownMax === null || ownMax >= theirs.max) return { ...theirs, own: false };
  if (theirs.unit === "weighted") return { length: theirs.length, max: ownMax, own: true };
  const hasParts = rulesOf(catalog[platform], format).format.parts !== undefined;
  const parts = hasParts ? splitParts(text) : [text];
  const length = Math.max(0, ...parts.map((part) => Array.from(part).length));
  return { length, max: ownMax, own: true };
}

/** Everything that stands between a variant and its platform, the campaign's own rules included. */
export function checkVariant(
  platform: Platform,
  draft: VariantWords,
  media: readonly (DraftFile | null)[],
  rules: VariantRules,
): VariantCheck {
  const { format, title, text, options } = draft;
  const { bannedWords, maxLength } = rules;
  const issues = checkDraft({ platform, format, title, text, options, media, bannedWords });
  const size = measureText(platform, text, maxLength, format);
  const excess = size.length - size.max;
  if (size.own && excess > 0 && !issues.some((issue) => issue.code === "text_too_long")) {
    const message = `${count(excess, "character")} too many: this campaign allows ${size.max}.`;
    issues.unshift({ code: "text_too_long", severity: "error", field: "text", message });
  }
  return { issues, length: size.length, maxLength: size.max };
}

export interface PlatformRules {
  text: { max: number; unit: string; required: boolean };
  title: { max: number; required: boolean } | null;
  forbidden: string[];
  notes: string[];
}

const COUNTED_AS: Record<TextUnit, string> = {
  weighted: "characters, a link counts as 23, an emoji as 2",
  bytes: "bytes",
  chars: "characters",
  graphemes: "characters, as a reader sees them",
  utf16: "characters, an emoji counts as 2",
};

/** What a text for this platform's first format has to keep to, as a writer is told. */
export function platformRules(platform: Platform): PlatformRules {
  const { label } = catalog[platform];
  const { text, title, format, video } = rulesOf(catalog[platform], null);
  const forbidden = [...(text.forbidden ?? []), ...(title?.forbidden ?? [])];
  const { min, kinds } = format.media;
  const [lone] = kinds.length === 1 && min > 0 ? kinds : [];
  const only = video?.required ? "video" : lone;
  return {
    text: { max: text.max, unit: COUNTED_AS[text.unit], required: text.required },
    title: title ? { max: title.max, required: title.required } : null,
    forbidden: [...new Set(forbidden)],
    notes: [
      title ? "" : `${label} has no title: leave title null.`,
      text.maxBytes ? `The text may take ${text.maxBytes} bytes of UTF-8 at most.` : "",
      only === "video" ? "The post is a video: say under media what it shows." : "",
      only === "image" ? "The post is an image: say under media what it shows." : "",
    ].filter(Boolean),
  };
}
