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

/** One rule a person can read, for each platform: what a text for it has to keep to. */
export function platformRules(platform: Platform): string[] {
  const { text, title, media, label } = catalog[platform];
  const units = {
    weighted: "characters, a link counting as 23",
    bytes: "bytes",
    chars: "characters",
  };
  const rules = [`The text has at most ${text.max} ${units[text.unit]}.`];
  if (title)
    rules.push(
      `A title is ${title.required ? "required" : "optional"}, at most ${title.max} characters.`,
    );
  else rules.push(`${label} has no title: leave it null.`);
  const forbidden = [...(text.forbidden ?? []), ...(title?.forbidden ?? [])];
  if (forbidden.length > 0) rules.push(`Never use ${[...new Set(forbidden)].join(" or ")}.`);
  if (media.video?.required) rules.push("The post is a video: recommend what it shows.");
  return rules;
}
