import type { PlatformEntry } from "@/lib/platforms/entry";
import type { FormatRules } from "@/lib/platforms/find-format";

export type IssueField = "text" | "title" | "media" | "altText" | `options.${string}`;

/**
 * What can be done about a file here, without another one. `maxBytes` is what the platform allows; a
 * crop names a type where the file's own is refused too.
 */
export type DraftFix =
  | { kind: "crop"; aspect: string; mimeType?: ImageType | undefined; maxBytes: number }
  | { kind: "convert"; mimeType: ImageType; maxBytes: number };

export const IMAGE_TYPES = ["image/jpeg", "image/png", "image/webp"] as const;
export type ImageType = (typeof IMAGE_TYPES)[number];

export interface DraftIssue {
  code: string;
  severity: "error" | "warning";
  field: IssueField;
  message: string;
  /** Which file, variable or line of the list it is about, from 0; absent where about none, or about all. */
  place?: number;
  /** Absent where only a person can mend it. */
  fix?: DraftFix;
}

export function error(
  code: string,
  field: IssueField,
  message: string,
  place?: number,
): DraftIssue {
  return { code, severity: "error", field, message, ...(place === undefined ? {} : { place }) };
}

export function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? "" : "s"}`;
}

/** The platform, and its format too where a person chose among several. */
export function nameOf(entry: PlatformEntry, { format }: FormatRules): string {
  return entry.formats.length > 1 ? `“${format.label}” on ${entry.label}` : entry.label;
}
