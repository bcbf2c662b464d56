"use client";

import { UploadSimpleIcon } from "@phosphor-icons/react/ssr";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Meter } from "@/components/ui/meter";
import { attachSample, removeMedia, type Upload, uploadMedia } from "@/components/variants/upload";
import { detailOf } from "@/components/variants/use-variant-changes";
import type { VariantView } from "@/lib/contracts/campaigns";
import { catalog, type Platform } from "@/lib/platforms/catalog";

export type MediaFieldProps = {
  variant: VariantView;
  /** Media is saved at once, apart from the texts. */
  onSaved: (variant: VariantView) => void;
};

const KB = 1024;

const formatSize = (bytes: number) =>
  bytes < KB * KB ? `${Math.ceil(bytes / KB)} KB` : `${(bytes / KB / KB).toFixed(1)} MB`;

function mediaOf(platform: Platform) {
  const { images, video } = catalog[platform].media;
  const sample = video?.required ? "video" : "image";
  return {
    accept: [...(images?.mimeTypes ?? []), ...(video ? ["video/mp4"] : [])].join(","),
    sample,
  } as const;
}

export function MediaField({ variant, onSaved }: MediaFieldProps) {
  const picker = useRef<HTMLInputElement>(null);
  const [upload, setUpload] = useState<Upload | null>(null);
  const [share, setShare] = useState(0);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const { accept, sample } = mediaOf(variant.platform);

  const run = async (work: Promise<VariantView>) => {
    setError(null);
    setBusy(true);
    await work.then(onSaved, (failure: unknown) =>
      setError(detailOf(failure) ?? "The file was not taken. Try again."),
    );
    setBusy(false);
    setUpload(null);
  };
  const send = (file: File | undefined) => {
    if (!file) return;
    setShare(0);
    const started = uploadMedia(variant.id, file, setShare);
    setUpload(started);
    void run(started.done);
  };
  const { media } = variant;
  return (
    <Field label="Image or video" error={error} hint={hintFor(variant)} group>
      {media ? (
        <p className="row">
          <span className="cut grow">{media.fileName}</span>
          <span className="t3 xs nw">{formatSize(media.bytes)}</span>
        </p>
      ) : null}
      {upload ? (
        <div className="row">
          <span className="grow">
            <Meter label={`${Math.round(share * 100)} percent sent`} value={share} max={1} />
          </span>
          <span className="t3 xs">{Math.round(share * 100)}%</span>
          <Button size="sm" onClick={() => upload.cancel()}>
            Stop
          </Button>
        </div>
      ) : (
        <div className="row wrap">
          <Button
            size="sm"
            icon={<UploadSimpleIcon className="i" />}
            disabled={busy}
            onClick={() => picker.current?.click()}
          >
            {media ? "Replace" : "Upload a file"}
          </Button>
          <Button
            size="sm"
            disabled={busy}
            onClick={() => void run(attachSample(variant.id, sample))}
          >
            {sample === "video" ? "Use the sample clip" : "Use the sample image"}
          </Button>
          {media ? (
            <Button
              size="sm"
              variant="danger"
              disabled={busy}
              onClick={() => void run(removeMedia(variant.id))}
            >
              Remove
            </Button>
          ) : null}
        </div>
      )}
      <input
        ref={picker}
        type="file"
        hidden
        aria-label="Choose a file"
        accept={accept}
        onChange={(event) => {
          send(event.target.files?.[0]);
          event.target.value = "";
        }}
      />
    </Field>
  );
}

function hintFor({ mediaAdvice, platform }: VariantView): string {
  const { label, media } = catalog[platform];
  if (mediaAdvice && mediaAdvice.kind !== "none") {
    return `Suggested ${mediaAdvice.kind}, ${mediaAdvice.aspectRatio}: ${mediaAdvice.show}`;
  }
  return media.video?.required ? `${label} needs an MP4.` : "One image or MP4. Saved at once.";
}
