"use client";

import { useState } from "react";
import { Field } from "@/components/ui/field";
import { toast } from "@/components/ui/toast";
import { swapFile, toVariantFile } from "@/components/variants/fix-words";
import { LibraryButton } from "@/components/variants/library-button";
import { MediaList } from "@/components/variants/media-list";
import { MediaPicker } from "@/components/variants/media-picker";
import { mediaRuleOf } from "@/components/variants/media-rule";
import { makeCopy } from "@/components/variants/upload";
import { detailOf } from "@/components/variants/use-variant-changes";
import type { DraftCheck, VariantDraft } from "@/components/variants/variant-draft";
import type { VariantMediaView } from "@/lib/contracts/campaigns";
import type { DraftFix } from "@/lib/domain/draft-issue";
import type { Platform } from "@/lib/platforms/platform";

export type NewMediaFieldProps = {
  platform: Platform;
  draft: VariantDraft;
  check: DraftCheck;
  onChange: (media: VariantMediaView[]) => void;
  onPick: (files: File[]) => void;
};

/** Files of a variant that is not saved yet: they are sent once it is. */
export function NewMediaField({ platform, draft, check, onChange, onPick }: NewMediaFieldProps) {
  const { media } = draft;
  const rule = mediaRuleOf(platform, draft.format);
  const [busy, setBusy] = useState(false);
  if (rule.max === 0 && media.length === 0) return null;
  const room = rule.max - media.length;
  const mend = async (file: VariantMediaView, fix: DraftFix) => {
    setBusy(true);
    try {
      onChange(swapFile(media, file.id, toVariantFile(await makeCopy(file.id, fix))));
    } catch (error) {
      toast.error("No copy was made", { detail: detailOf(error) });
    }
    setBusy(false);
  };
  // A file of this device is sent first, then it can be mended.
  const fixesAt = (place: number) =>
    media[place]?.id.startsWith(LOCAL) ? [] : check.fixesAt(place);
  return (
    <Field
      label={rule.label}
      error={media.length > 0 ? check.errorOf("media") : undefined}
      hint={rule.max > 1 ? `Up to ${rule.max}. Sent when you add the variant.` : undefined}
      group
    >
      <MediaList
        media={media}
        altTextMax={rule.altTextMax}
        errorOf={(place) => check.errorOf("altText", place)}
        onChange={onChange}
        onRemove={({ id }) => onChange(media.filter((each) => each.id !== id))}
        disabled={busy}
        fixesAt={fixesAt}
        onFix={(file, fix) => void mend(file, fix)}
      />
      {room > 0 ? (
        <div className="row wrap">
          <MediaPicker
            label={media.length > 0 ? "Add another" : "Choose a file"}
            accept={rule.accept}
            multiple={room > 1}
            onPick={onPick}
          />
          <LibraryButton
            kinds={rule.kinds}
            room={room}
            taken={media.map(({ id }) => id)}
            onChoose={(items) => onChange([...media, ...items.map((item) => toVariantFile(item))])}
          />
        </div>
      ) : null}
    </Field>
  );
}

/** How the ids of files begin that are not sent yet. */
export const LOCAL = "local-";

/** A file of this device as the list and the checks know one. */
export function toLocalView(id: string, file: File): VariantMediaView {
  const [kind] = file.type.split("/");
  return {
    id,
    kind: kind === "image" || kind === "video" ? kind : "document",
    mimeType: file.type,
    bytes: file.size,
    fileName: file.name,
    url: URL.createObjectURL(file),
    width: null,
    height: null,
    durationMs: null,
    altText: null,
    gone: false,
  };
}
