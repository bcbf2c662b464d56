import { armLetter } from "@/lib/domain/arm-letter";
import { checkVariant, type VariantRules } from "@/lib/domain/check-variant";
import type { IssueField } from "@/lib/domain/draft-issue";
import { similarity } from "@/lib/domain/similarity";
import { catalog } from "@/lib/platforms/catalog";
import { rulesOf } from "@/lib/platforms/find-format";
import type { Platform } from "@/lib/platforms/platform";
import type { WrittenVariant } from "@/server/ai/variant-prompt";

/** Above this, two texts say the same thing in the same words. */
export const TOO_ALIKE = 0.8;

/** What the writer is answerable for. Files and options are a person's, and come later. */
const WRITTEN: string[] = ["text", "title"] satisfies IssueField[];
const asWritten = { format: null, options: {} };

/** What breaks a rule in a set of new texts, in words for the model and for people. */
export function checkWritten(
  platform: Platform,
  written: WrittenVariant[],
  rules: VariantRules,
  existing: { text: string; ordinal: number }[],
): string[] {
  const own = written.flatMap((variant, i) =>
    checkVariant(platform, { ...asWritten, ...variant }, [], rules)
      .issues.filter(({ severity, field }) => severity === "error" && WRITTEN.includes(field))
      .map((issue) => `Variant ${i + 1}: ${issue.message}`),
  );
  return [...own, ...findTwins(written, existing)];
}

function findTwins(
  written: WrittenVariant[],
  existing: { text: string; ordinal: number }[],
): string[] {
  return written.flatMap((variant, i) => {
    const twin = written
      .slice(0, i)
      .findIndex((other) => similarity(other.text, variant.text) > TOO_ALIKE);
    if (twin >= 0) return [`Variant ${i + 1} says nearly the same as variant ${twin + 1}.`];
    const old = existing.find((other) => similarity(other.text, variant.text) > TOO_ALIKE);
    return old
      ? [
          `Variant ${i + 1} says nearly the same as variant ${armLetter(old.ordinal)}, which competes already.`,
        ]
      : [];
  });
}

/** As a platform takes it: composed characters, no title where there is none. */
export function tidy(
  platform: Platform,
  written: WrittenVariant[],
  count: number,
): WrittenVariant[] {
  const hasTitle = rulesOf(catalog[platform], null).title !== null;
  return written.slice(0, count).map((variant) => ({
    ...variant,
    title: hasTitle ? variant.title?.normalize("NFC") || null : null,
    text: variant.text.normalize("NFC"),
  }));
}
