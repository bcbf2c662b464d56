import { armLetter } from "@/lib/domain/arm-letter";
import { checkVariant, type VariantRules } from "@/lib/domain/check-variant";
import { similarity } from "@/lib/domain/similarity";
import { catalog, type Platform } from "@/lib/platforms/catalog";
import type { WrittenVariant } from "@/server/ai/variant-prompt";

/** Above this, two texts say the same thing in the same words. */
export const TOO_ALIKE = 0.8;

/** What breaks a rule in a set of new texts, in words for the model and for people. Media comes later, so it is not judged. */
export function checkWritten(
  platform: Platform,
  written: WrittenVariant[],
  rules: VariantRules,
  existing: { text: string; ordinal: number }[],
): string[] {
  const own = written.flatMap((variant, i) =>
    checkVariant(platform, variant, null, rules)
      .issues.filter((issue) => issue.severity === "error" && issue.field !== "media")
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
  const hasTitle = catalog[platform].title !== null;
  return written.slice(0, count).map((variant) => ({
    ...variant,
    title: hasTitle ? variant.title?.normalize("NFC") || null : null,
    text: variant.text.normalize("NFC"),
  }));
}
