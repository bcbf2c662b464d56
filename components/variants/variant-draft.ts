import type { UpdateVariant, VariantMediaView, VariantView } from "@/lib/contracts/campaigns";
import { checkVariant, type VariantRules } from "@/lib/domain/check-variant";
import type { DraftFix, IssueField } from "@/lib/domain/draft-issue";
import { catalog } from "@/lib/platforms/catalog";
import type { Platform } from "@/lib/platforms/platform";

/** A variant as a person edits it. */
export interface VariantDraft {
  label: string;
  format: string;
  title: string;
  text: string;
  options: Record<string, string>;
  media: VariantMediaView[];
}

export const toDraft = ({
  label,
  format,
  title,
  text,
  options,
  media,
}: VariantView): VariantDraft => ({ label, format, title: title ?? "", text, options, media });

export const emptyDraft = (platform: Platform): VariantDraft => ({
  label: "Written by hand",
  format: catalog[platform].formats[0].key,
  title: "",
  text: "",
  options: {},
  media: [],
});

/** Whether there is something to lose. Files count only by their descriptions: they are saved as they come. */
export function isChanged(draft: VariantDraft, start: VariantDraft): boolean {
  const { media, ...words } = draft;
  const { media: startMedia, ...startWords } = start;
  const described = new Map(startMedia.map(({ id, altText }) => [id, altText ?? ""]));
  return (
    media.some(({ id, altText }) => (altText ?? "") !== (described.get(id) ?? altText ?? "")) ||
    JSON.stringify(words) !== JSON.stringify(startWords)
  );
}

export function toChanges({ title, media, ...rest }: VariantDraft) {
  return {
    ...rest,
    title: title || null,
    media: media.map(({ id, altText }) => ({ mediaId: id, altText: altText || null })),
  } satisfies Omit<UpdateVariant, "updatedAt">;
}

/** Files as they are saved now, in the order and with the descriptions that are being edited. */
export function mergeMedia(
  edited: readonly VariantMediaView[],
  saved: readonly VariantMediaView[],
): VariantMediaView[] {
  const savedIds = new Set(saved.map(({ id }) => id));
  const kept = edited.filter(({ id }) => savedIds.has(id));
  const keptIds = new Set(kept.map(({ id }) => id));
  return [...kept, ...saved.filter(({ id }) => !keptIds.has(id))];
}

export interface DraftCheck {
  length: number;
  max: number;
  /** What stands in the way at this field, or at this file of the list; empty where nothing does. */
  errorOf(field: IssueField, place?: number): string;
  /** What can be done about this file here. */
  fixesAt(place: number): DraftFix[];
}

/** The checks of the platform, as one types. */
export function checkDraftOf(
  platform: Platform,
  draft: VariantDraft,
  brand: VariantRules,
): DraftCheck {
  const words = { ...draft, title: draft.title || null };
  const files = draft.media.map((file) => (file.gone ? null : file));
  const { issues, length, maxLength } = checkVariant(platform, words, files, brand);
  return {
    length,
    max: maxLength,
    errorOf: (field, place) =>
      issues
        .filter((issue) => issue.severity === "error" && issue.field === field)
        .filter((issue) => place === undefined || (issue.place ?? 0) === place)
        .map(({ message }) => message)
        .join(" "),
    fixesAt: (place) =>
      issues.flatMap((issue) => (issue.fix && (issue.place ?? 0) === place ? [issue.fix] : [])),
  };
}
