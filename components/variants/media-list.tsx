"use client";

import {
  ArrowDownIcon,
  ArrowUpIcon,
  CropIcon,
  FileIcon,
  FilmSlateIcon,
  SwapIcon,
  TrashIcon,
  WarningCircleIcon,
} from "@phosphor-icons/react/ssr";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { fixLabel } from "@/components/variants/fix-words";
import type { VariantMediaView } from "@/lib/contracts/campaigns";
import type { DraftFix } from "@/lib/domain/draft-issue";
import { writeFacts } from "@/lib/domain/file-facts";

export type MediaListProps = {
  media: readonly VariantMediaView[];
  /** Null where the platform shows no descriptions. */
  altTextMax: number | null;
  disabled?: boolean;
  errorOf: (place: number) => string;
  onChange: (media: VariantMediaView[]) => void;
  onRemove: (file: VariantMediaView) => void;
  fixesAt: (place: number) => readonly DraftFix[];
  /** Puts a copy that fits in the file's place. */
  onFix: (file: VariantMediaView, fix: DraftFix) => void;
};

/** Files in their order, each with its description. */
export function MediaList(props: MediaListProps) {
  const { media, altTextMax, errorOf, onChange } = props;
  const [said, setSaid] = useState("");
  if (media.length === 0) return null;
  const move = (place: number, by: -1 | 1) => {
    const turned = [...media];
    const [file] = turned.splice(place, 1);
    if (!file || place + by < 0 || place + by > turned.length) return;
    turned.splice(place + by, 0, file);
    onChange(turned);
    setSaid(`${file.fileName} is now ${place + by + 1} of ${media.length}.`);
  };
  const describe = (file: VariantMediaView, altText: string) =>
    onChange(media.map((each) => (each.id === file.id ? { ...each, altText } : each)));
  return (
    <>
      <ol style={{ display: "grid", gap: 12, marginBottom: 4 }}>
        {media.map((file, place) => (
          <li key={file.id} style={{ display: "grid", gap: 8 }}>
            <FileRow {...props} file={file} place={place} onMove={(by) => move(place, by)} />
            <FixButtons {...props} file={file} place={place} />
            {file.kind === "image" && !file.gone && altTextMax !== null ? (
              <Field
                label={
                  media.length > 1
                    ? `Description of image ${place + 1}`
                    : "Description of the image"
                }
                hint="Read aloud to people who can’t see it."
                error={errorOf(place)}
              >
                <Textarea
                  value={file.altText ?? ""}
                  rows={2}
                  onChange={(event) => describe(file, event.target.value)}
                />
              </Field>
            ) : null}
          </li>
        ))}
      </ol>
      <span className="sr" role="status">
        {said}
      </span>
    </>
  );
}

const atEnd = { opacity: 0.4 } as const;

type FileRowProps = Pick<MediaListProps, "media" | "disabled" | "onRemove"> & {
  file: VariantMediaView;
  place: number;
  onMove: (by: -1 | 1) => void;
};

function FileRow({ media, file, place, disabled, onMove, onRemove }: FileRowProps) {
  const last = media.length - 1;
  const name = last > 0 ? `file ${place + 1}, ${file.fileName},` : file.fileName;
  return (
    <div className="row">
      <Thumbnail file={file} />
      <span className="grow" style={{ display: "grid" }}>
        <span className="cut">{file.fileName}</span>
        <span className="t3 xs">
          {file.gone ? "Remove it, or upload it again." : writeFacts(file)}
        </span>
      </span>
      {/* At an end the button stays, so that the focus does too. */}
      {media.length > 1 ? (
        <>
          <Button
            size="sm"
            variant="quiet"
            iconOnly
            icon={<ArrowUpIcon className="i" aria-hidden="true" />}
            aria-label={`Move ${name} up`}
            aria-disabled={place === 0}
            style={place === 0 ? atEnd : undefined}
            onClick={() => onMove(-1)}
          />
          <Button
            size="sm"
            variant="quiet"
            iconOnly
            icon={<ArrowDownIcon className="i" aria-hidden="true" />}
            aria-label={`Move ${name} down`}
            aria-disabled={place === last}
            style={place === last ? atEnd : undefined}
            onClick={() => onMove(1)}
          />
        </>
      ) : null}
      <Button
        size="sm"
        variant="danger"
        iconOnly
        icon={<TrashIcon className="i" aria-hidden="true" />}
        aria-label={`Remove ${name}`}
        disabled={disabled}
        onClick={() => onRemove(file)}
      />
    </div>
  );
}

type FixButtonsProps = Pick<MediaListProps, "disabled" | "fixesAt" | "onFix"> & {
  file: VariantMediaView;
  place: number;
};

function FixButtons({ file, place, disabled, fixesAt, onFix }: FixButtonsProps) {
  const fixes = file.gone ? [] : fixesAt(place);
  if (fixes.length === 0) return null;
  return (
    <div className="row wrap">
      {fixes.map((fix) => (
        <Button
          key={fixLabel(fix, file)}
          size="sm"
          icon={fix.kind === "crop" ? <CropIcon className="i" /> : <SwapIcon className="i" />}
          aria-label={`${fixLabel(fix, file)}: ${file.fileName}`}
          disabled={disabled}
          onClick={() => onFix(file, fix)}
        >
          {fixLabel(fix, file)}
        </Button>
      ))}
    </div>
  );
}

const tile = {
  width: 40,
  height: 40,
  flex: "none",
  display: "grid",
  placeItems: "center",
  backgroundSize: "cover",
  backgroundPosition: "center",
  borderRadius: "var(--r-1)",
  backgroundColor: "var(--sunken)",
} as const;

function Thumbnail({ file }: { file: VariantMediaView }) {
  if (file.kind === "image" && !file.gone) {
    return <span style={{ ...tile, backgroundImage: `url("${file.url}")` }} />;
  }
  const Mark = file.gone ? WarningCircleIcon : file.kind === "video" ? FilmSlateIcon : FileIcon;
  return (
    <span style={tile}>
      <Mark className={file.gone ? "i danger-c" : "i t3"} aria-hidden="true" />
    </span>
  );
}
