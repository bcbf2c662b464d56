import { catalog } from "@/lib/platforms/catalog";
import { rulesOf } from "@/lib/platforms/find-format";
import type { Platform } from "@/lib/platforms/platform";
import { checkMedia, type DraftFile } from "./check-media";
import { checkOptions } from "./check-options";
import { checkTemplate } from "./check-template";
import { checkText, checkTitle } from "./check-text";
import { error, type DraftIssue as Issue } from "./draft-issue";

export type DraftIssue = Issue;

export interface DraftInput {
  platform: Platform;
  /** A key of the platform's formats; null is its first. */
  format: string | null;
  title: string | null;
  text: string;
  /** In the order in which they are shown; null for a file that is gone. */
  media: readonly (DraftFile | null)[];
  options: Readonly<Record<string, string>>;
  bannedWords?: string[];
}

/** What stops a draft from being posted (errors) and what would make it better (warnings). */
export function checkDraft(input: DraftInput): DraftIssue[] {
  const entry = catalog[input.platform];
  const rules = rulesOf(entry, input.format);
  return [
    ...checkText(entry, rules, input.text),
    ...checkTitle(entry, rules, input.title),
    ...checkBannedWords(input),
    ...checkMedia(entry, rules, input.media),
    ...checkOptions(rules.format.options ?? [], input.options),
    ...checkTemplate(rules, input),
  ];
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
