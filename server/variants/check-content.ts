import { fillOptions } from "@/lib/domain/check-options";
import { checkVariant, type VariantCheck, type VariantRules } from "@/lib/domain/check-variant";
import type { DraftIssue } from "@/lib/domain/draft-issue";
import { catalog } from "@/lib/platforms/catalog";
import { findFormat } from "@/lib/platforms/find-format";
import type { Platform } from "@/lib/platforms/platform";
import type { Draft, DraftMedia } from "@/server/platforms/adapter";
import { getAdapter } from "@/server/platforms/registry";
import type { MediaRow, VariantRow } from "@/server/variants/to-variant-view";

type Content = Pick<VariantRow, "id" | "format" | "title" | "text" | "options">;
type File = MediaRow & { altText: string | null };

/**
 * What the catalog and the campaign ask for, and what only the platform's adapter knows: the same that
 * stands before publishing. No file is opened.
 */
export function checkContent(
  platform: Platform,
  row: Content,
  files: readonly (File | null)[],
  rules: VariantRules,
): VariantCheck {
  const check = checkVariant(platform, row, files, rules);
  const present = files.filter((file) => file !== null);
  // Without one of its files nothing is known of the whole, and it can't go out anyway.
  if (present.length < files.length) return check;
  const known = new Set(check.issues.map(toKey));
  const own = getAdapter(platform)
    .check(toDraft(platform, row, present))
    .filter((issue) => !known.has(toKey(issue)));
  return { ...check, issues: [...check.issues, ...own] };
}

const toKey = ({ code, field, place, message }: DraftIssue) =>
  [code, field, place ?? "", message].join("\n");

function toDraft(platform: Platform, row: Content, files: readonly File[]): Draft {
  const { id, title, text } = row;
  const format = findFormat(catalog[platform], row.format);
  const options = fillOptions(format.options, row.options);
  return { postId: id, format: format.key, title, text, media: files.map(toDraftMedia), options };
}

function toDraftMedia(file: File): DraftMedia {
  const { kind, mimeType, fileName, bytes, width, height, durationMs, altText, sha256 } = file;
  const facts = { kind, mimeType, fileName, bytes, width, height, durationMs, altText, sha256 };
  const read = () => Promise.reject(new Error("A check opens no file."));
  return { ...facts, publicUrl: null, read };
}
