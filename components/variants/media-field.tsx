"use client";

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Meter } from "@/components/ui/meter";
import { toast } from "@/components/ui/toast";
import { fixedWords, swapFile, toVariantFile } from "@/components/variants/fix-words";
import { LibraryButton } from "@/components/variants/library-button";
import { MediaList } from "@/components/variants/media-list";
import { MediaPicker } from "@/components/variants/media-picker";
import { mediaRuleOf } from "@/components/variants/media-rule";
import { attachAssets, attachSample, makeCopy, removeMedia } from "@/components/variants/upload";
import { type Sending, useMediaWork } from "@/components/variants/use-media-work";
import type { DraftCheck, VariantDraft } from "@/components/variants/variant-draft";
import type { VariantMediaView, VariantView } from "@/lib/contracts/campaigns";
import type { MediaItem } from "@/lib/contracts/media";
import type { DraftFix } from "@/lib/domain/draft-issue";

export type MediaFieldProps = {
  variant: VariantView;
  draft: VariantDraft;
  check: DraftCheck;
  /** Order and descriptions: saved with the texts. */
  onChange: (media: VariantMediaView[]) => void;
  /** Files come and go at once, apart from the texts. */
  onSaved: (variant: VariantView) => void;
};

export function MediaField({ variant, draft, check, onChange, onSaved }: MediaFieldProps) {
  const work = useMediaWork(onSaved);
  const { media, format } = draft;
  const rule = mediaRuleOf(variant.platform, format);
  if (rule.max === 0 && media.length === 0) return null;
  const replaces = rule.max === 1 && media.length > 0;
  const room = replaces ? 1 : rule.max - media.length;
  const choose = (items: MediaItem[]) =>
    attachAssets(variant.id, { mediaIds: items.map(({ id }) => id), format });
  const swap = (formerId: string, next: VariantMediaView) => {
    onChange(swapFile(media, formerId, next));
    return attachAssets(variant.id, { mediaIds: [next.id], format, replaces: formerId });
  };
  const mend = async (file: VariantMediaView, fix: DraftFix) => {
    const saved = await swap(file.id, toVariantFile(await makeCopy(file.id, fix)));
    toast.success(fixedWords(fix), { detail: `${file.fileName} is still in the library.` });
    return saved;
  };
  return (
    <Field
      label={rule.label}
      error={work.error ?? check.errorOf("media")}
      hint={hintFor(variant, rule.max)}
      group
    >
      <MediaList
        media={media}
        altTextMax={rule.altTextMax}
        disabled={work.busy}
        errorOf={(place) => check.errorOf("altText", place)}
        onChange={onChange}
        onRemove={({ id }) => work.change(removeMedia(variant.id, id))}
        fixesAt={check.fixesAt}
        onFix={(file, fix) => work.change(mend(file, fix))}
      />
      {work.sending ? <UploadProgress sending={work.sending} share={work.share} /> : null}
      {!work.sending && room > 0 ? (
        <div className="row wrap">
          <MediaPicker
            label={labelFor(replaces, media.length)}
            accept={rule.accept}
            multiple={room > 1}
            disabled={work.busy}
            onPick={(files) => work.send(variant.id, format, files)}
          />
          <LibraryButton
            kinds={rule.kinds}
            room={room}
            taken={media.map(({ id }) => id)}
            disabled={work.busy}
            onChoose={(items) => work.change(choose(items))}
          />
          {rule.sample ? (
            <Button
              size="sm"
              disabled={work.busy}
              onClick={() => work.change(attachSample(variant.id, format, rule.sample))}
            >
              {rule.sample === "video" ? "Use the sample clip" : "Use the sample image"}
            </Button>
          ) : null}
        </div>
      ) : null}
    </Field>
  );
}

export function UploadProgress({ sending, share }: { sending: Sending; share: number }) {
  const percent = Math.round(share * 100);
  return (
    <div className="row">
      <span className="cut" style={{ maxWidth: 160 }}>
        {sending.fileName}
      </span>
      <span className="grow">
        <Meter label={`${percent} percent of ${sending.fileName} sent`} value={share} max={1} />
      </span>
      <span className="t3 xs">{percent}%</span>
      <Button size="sm" onClick={() => sending.upload.cancel()}>
        Stop
      </Button>
    </div>
  );
}

function labelFor(replaces: boolean, count: number): string {
  if (replaces) return "Replace";
  return count > 0 ? "Add another" : "Upload a file";
}

const KEPT = "Files are saved as you add them; Cancel keeps them.";

function hintFor({ mediaAdvice, media }: VariantView, max: number): string {
  if (media.length === 0 && mediaAdvice && mediaAdvice.kind !== "none") {
    return `Suggested ${mediaAdvice.kind}, ${mediaAdvice.aspectRatio}: ${mediaAdvice.show}`;
  }
  return max > 1 ? `${media.length} of ${max}. ${KEPT} Their order is saved with the text.` : KEPT;
}
