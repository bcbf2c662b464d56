"use client";

import { FileIcon } from "@phosphor-icons/react/ssr";
import Image from "next/image";
import { useState } from "react";
import { DeleteMedia } from "@/components/media/delete-media";
import { MediaFacts } from "@/components/media/media-facts";
import { useCopyMedia, useSaveMedia } from "@/components/media/use-media";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Menu, type MenuItem } from "@/components/ui/menu";
import { Sheet } from "@/components/ui/sheet";
import { Textarea } from "@/components/ui/textarea";
import { useDiscardQuestion } from "@/components/ui/use-discard-question";
import type { MediaItem } from "@/lib/contracts/media";
import { IMAGE_TYPES } from "@/lib/domain/draft-issue";
import { listTypes } from "@/lib/domain/media-words";

type MediaSheetProps = { item: MediaItem; canWrite: boolean; onClose: () => void };

/** One file: what it shows, where it is used, and what can be made of it. */
export function MediaSheet({ item, canWrite, onClose }: MediaSheetProps) {
  const [fileName, setFileName] = useState(item.fileName);
  const [altText, setAltText] = useState(item.altText ?? "");
  const save = useSaveMedia();
  const isChanged = fileName !== item.fileName || altText !== (item.altText ?? "");
  const { leave, question } = useDiscardQuestion({
    title: "Discard your changes to this file?",
    isTyped: () => isChanged && !save.isSuccess,
    onLeave: onClose,
  });
  const submit = () =>
    save.mutate(
      { id: item.id, body: { fileName: fileName.trim() || item.fileName, altText } },
      { onSuccess: onClose },
    );
  return (
    <Sheet
      open
      onOpenChange={(open) => (open ? null : leave())}
      title={item.fileName}
      footer={
        canWrite ? (
          <>
            <DeleteMedia item={item} onDeleted={onClose} />
            <Button className="push" onClick={leave}>
              Cancel
            </Button>
            <Button
              variant="primary"
              disabled={!isChanged}
              loading={save.isPending}
              onClick={submit}
            >
              Save file
            </Button>
          </>
        ) : null
      }
    >
      <Preview item={item} />
      {canWrite ? (
        <div style={{ display: "grid", gap: 18, marginBottom: 18 }}>
          <Field label="Name">
            <Input
              value={fileName}
              maxLength={120}
              onChange={(event) => setFileName(event.target.value)}
            />
          </Field>
          {item.kind === "image" ? (
            <Field
              label="Description"
              hint="Read aloud to people who can’t see it. A variant begins with it."
            >
              <Textarea
                rows={2}
                maxLength={2000}
                value={altText}
                onChange={(event) => setAltText(event.target.value)}
              />
            </Field>
          ) : null}
          <div className="row wrap">
            {item.kind === "image" ? <CopyMenu item={item} onCopied={onClose} /> : null}
            <a className="btn sm" href={item.url} download={item.fileName}>
              Download
            </a>
          </div>
        </div>
      ) : null}
      <MediaFacts item={item} />
      {question}
    </Sheet>
  );
}

function Preview({ item }: { item: MediaItem }) {
  if (item.kind === "video") {
    return (
      <div className="asset-big">
        <video src={item.url} controls preload="metadata">
          <track kind="captions" />
        </video>
      </div>
    );
  }
  if (item.kind === "document" || !item.width || !item.height) {
    return (
      <div className="asset-big">
        <FileIcon className="i" aria-hidden="true" />
      </div>
    );
  }
  const { url, altText, width, height } = item;
  return (
    <div className="asset-big">
      <Image src={url} alt={altText ?? ""} width={width} height={height} unoptimized />
    </div>
  );
}

const RATIOS = ["1:1", "4:5", "9:16", "16:9", "1.91:1"];

function CopyMenu({ item, onCopied }: { item: MediaItem; onCopied: () => void }) {
  const work = useCopyMedia();
  const done = { onSuccess: onCopied };
  const items: MenuItem[] = [
    { kind: "label", label: "Crop a copy to" },
    ...RATIOS.map((aspect) => ({
      label: aspect,
      onSelect: () => work.mutate({ id: item.id, copy: { kind: "crop", aspect } }, done),
    })),
    { kind: "label", label: "Convert a copy to" },
    ...IMAGE_TYPES.filter((type) => type !== item.mimeType).map((mimeType) => ({
      label: listTypes([mimeType]),
      onSelect: () => work.mutate({ id: item.id, copy: { kind: "convert", mimeType } }, done),
    })),
  ];
  return (
    <Menu
      align="start"
      items={items}
      trigger={
        <Button size="sm" loading={work.isPending}>
          Make a copy
        </Button>
      }
    />
  );
}
