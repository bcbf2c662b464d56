import { checkDraft, type DraftIssue } from "@/lib/domain/preflight";
import { textLength } from "@/lib/domain/text-length";
import { catalog, type Platform } from "@/lib/platforms/catalog";

export interface VariantText {
  title: string | null;
  text: string;
}

export interface VariantRules {
  bannedWords: string[];
  /** The campaign's own limit in characters; null leaves the platform's. */
  maxLength: number | null;
}

interface VariantMedia {
  kind: "image" | "video";
  mimeType: string;
  bytes: number;
  altText: string | null;
}

export interface VariantCheck {
  issues: DraftIssue[];
  length: number;
  maxLength: number;
}

/** The stricter of the two limits, with the text counted the way that limit counts. */
export function measureText(
  platform: Platform,
  text: string,
  ownMax: number | null,
): { length: number; max: number; own: boolean } {
  const theirs = textLength(platform, text);
  if (ownMax === null || ownMax >= theirs.max) return { ...theirs, own: false };
  const length = theirs.unit === "weighted" ? theirs.length : Array.from(text).length;
  return { length, max: ownMax, own: true };
}

/** Everything that stands between a variant and its platform, the campaign's own rules included. */
export function checkVariant(
  platform: Platform,
  draft: VariantText,
  media: VariantMedia | null,
  rules: VariantRules,
): VariantCheck {
  const issues = checkDraft({ platform, ...draft, media, bannedWords: rules.bannedWords });
  const size = measureText(platform, draft.text, rules.maxLength);
  const excess = size.length - size.max;
  if (size.own && excess > 0 && !issues.some((issue) => issue.code === "text_too_long")) {
    const message = `${excess} ${excess === 1 ? "character" : "characters"} too many: this campaign allows ${size.max}.`;
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

const countedAs = {
  weighted: "characters, a link counts as 23, an emoji as 2",
  bytes: "bytes",
  chars: "characters",
} as const;

/** What a text for this platform has to keep to, as a writer is told. */
export function platformRules(platform: Platform): PlatformRules {
  const { text, title, media, label } = catalog[platform];
  const forbidden = [...(text.forbidden ?? []), ...(title?.forbidden ?? [])];
  return {
    text: { max: text.max, unit: countedAs[text.unit], required: text.required },
    title: title ? { max: title.max, required: title.required } : null,
    forbidden: [...new Set(forbidden)],
    notes: [
      title ? "" : `${label} has no title: leave title null.`,
      media.video?.required ? "The post is a video: say under media what it shows." : "",
    ].filter(Boolean),
  };
}
