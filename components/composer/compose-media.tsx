"use client";

import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Meter } from "@/components/ui/meter";
import { swapFile, toVariantFile } from "@/components/variants/fix-words";
import { LibraryButton } from "@/components/variants/library-button";
import { MediaList } from "@/components/variants/media-list";
import { MediaPicker } from "@/components/variants/media-picker";
import { makeCopy } from "@/components/variants/upload";
import { sendFile } from "@/lib/api/send-file";
import type { VariantMediaView } from "@/lib/contracts/campaigns";
import type { MediaItem } from "@/lib/contracts/media";
import { type DraftFix, IMAGE_TYPES } from "@/lib/domain/draft-issue";
import type { MediaKind } from "@/lib/platforms/entry";

type ComposeMediaProps = {
  label: string;
  media: readonly VariantMediaView[];
  max: number;
  kinds: readonly MediaKind[];
  accept: string;
  altTextMax: number | null;
  error?: string;
  errorOf: (place: number) => string;
  fixesAt: (place: number) => readonly DraftFix[];
  onChange: (change: (media: readonly VariantMediaView[]) => VariantMediaView[]) => void;
};

/** What any platform may take: each says for itself what it can't. */
export const ANY_MEDIA = {
  ...{ label: "Images, video or documents", max: 20, altTextMax: 2000 },
  kinds: ["image", "video", "document"] as const,
  accept: [...IMAGE_TYPES, "image/gif", "video/mp4", "video/quicktime", "application/pdf"].join(),
};

/** Files of a post: sent to the library as they are chosen. */
export function ComposeMedia(props: ComposeMediaProps) {
  const { media, max, onChange } = props;
  const [sending, setSending] = useState<{ name: string; share: number } | null>(null);
  const [failed, setFailed] = useState<string>();
  const add = (item: MediaItem) =>
    onChange((now) => [...now.filter(({ id }) => id !== item.id), toVariantFile(item)]);
  const run = async (work: () => Promise<void>) => {
    setFailed(undefined);
    await work().catch((error: unknown) =>
      setFailed(error instanceof Error ? error.message : "The file was not taken. Try again."),
    );
    setSending(null);
  };
  const send = async (files: readonly File[]) => {
    for (const file of files) {
      const onProgress = (share: number) => setSending({ name: file.name, share });
      onProgress(0);
      const path = "/api/media";
      add(await sendFile<MediaItem>({ method: "POST", path, file, onProgress }).done);
    }
  };
  const mend = async (file: VariantMediaView, fix: DraftFix) => {
    const copy = toVariantFile(await makeCopy(file.id, fix));
    onChange((now) => swapFile(now, file.id, copy));
  };
  const room = max - media.length;
  if (max === 0 && media.length === 0) return null;
  return (
    <Field group label={props.label} error={failed ?? props.error}>
      <MediaList
        media={media}
        altTextMax={props.altTextMax}
        disabled={sending !== null}
        errorOf={props.errorOf}
        fixesAt={props.fixesAt}
        onChange={(next) => onChange(() => next)}
        onRemove={({ id }) => onChange((now) => now.filter((each) => each.id !== id))}
        onFix={(file, fix) => void run(() => mend(file, fix))}
      />
      {sending ? (
        <span className="row" role="status">
          <span className="cut">{sending.name}</span>
          <span className="grow">
            <Meter label={`Sending ${sending.name}`} value={sending.share} max={1} />
          </span>
        </span>
      ) : null}
      {room > 0 ? (
        <div className="row wrap">
          <MediaPicker
            label={media.length > 0 ? "Add another" : "Choose a file"}
            accept={props.accept}
            multiple={room > 1}
            disabled={sending !== null}
            onPick={(files) => void run(() => send(files))}
          />
          <LibraryButton
            kinds={props.kinds}
            room={room}
            taken={media.map(({ id }) => id)}
            disabled={sending !== null}
            onChoose={(items) => {
              for (const item of items) add(item);
            }}
          />
        </div>
      ) : null}
    </Field>
  );
}
