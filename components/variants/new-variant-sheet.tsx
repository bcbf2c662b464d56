"use client";

import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorMessage } from "@/components/ui/error-message";
import { Sheet } from "@/components/ui/sheet";
import { toast } from "@/components/ui/toast";
import { useDiscardQuestion } from "@/components/ui/use-discard-question";
import type { AddedVariant } from "@/components/variants/add-variant";
import { UploadProgress } from "@/components/variants/media-field";
import { LOCAL, NewMediaField, toLocalView } from "@/components/variants/new-media-field";
import type { Sending } from "@/components/variants/use-media-work";
import { detailOf, useCreateVariant } from "@/components/variants/use-variant-changes";
import {
  checkDraftOf,
  emptyDraft,
  isChanged,
  type VariantDraft,
} from "@/components/variants/variant-draft";
import { VariantFields } from "@/components/variants/variant-fields";
import type { Brand } from "@/lib/contracts/campaigns";
import { catalog } from "@/lib/platforms/catalog";
import { rulesOf } from "@/lib/platforms/find-format";
import type { Platform } from "@/lib/platforms/platform";

export type NewVariantSheetProps = {
  campaignId: string;
  platform: Platform;
  brand: Brand;
  onClose: () => void;
};

export function NewVariantSheet({ campaignId, platform, brand, onClose }: NewVariantSheetProps) {
  const [draft, setDraft] = useState(() => emptyDraft(platform));
  const [missing, setMissing] = useState(false);
  const [sending, setSending] = useState<Sending | null>(null);
  const [share, setShare] = useState(0);
  const create = useCreateVariant(campaignId);
  const local = useLocalFiles();
  const { leave, question } = useDiscardQuestion({
    title: "Discard this variant?",
    isTyped: () =>
      !create.isSuccess && (draft.media.length > 0 || isChanged(draft, emptyDraft(platform))),
    onLeave: onClose,
  });
  const change = (part: Partial<VariantDraft>) => setDraft((now) => ({ ...now, ...part }));
  const submit = () => {
    const { required } = rulesOf(catalog[platform], draft.format).text;
    const lacksText = required && draft.text.trim() === "";
    setMissing(lacksText);
    if (lacksText) return;
    const following = { onSending: setSending, onProgress: setShare };
    create.mutate(
      { platform, draft, files: local.files(), ...following },
      {
        onSuccess: (added) => {
          announce(added);
          onClose();
        },
      },
    );
  };
  const problem = missing
    ? "Write the text first."
    : create.isError
      ? detailOf(create.error)
      : null;
  return (
    <Sheet
      open
      onOpenChange={(open) => (open ? null : leave())}
      title={`Write a variant for ${catalog[platform].label}`}
      footer={
        <>
          <Button onClick={leave}>Cancel</Button>
          <Button variant="primary" loading={create.isPending} onClick={submit}>
            Add variant
          </Button>
        </>
      }
    >
      {problem ? <ErrorMessage title="Not added">{problem}</ErrorMessage> : null}
      <div style={{ display: "grid", gap: 18 }}>
        <VariantFields
          {...{ platform, brand, draft }}
          onChange={change}
          media={
            create.isPending && sending ? (
              <UploadProgress sending={sending} share={share} />
            ) : (
              <NewMediaField
                platform={platform}
                draft={draft}
                check={checkDraftOf(platform, draft, brand)}
                onChange={(media) => change({ media })}
                onPick={(files) => change({ media: [...draft.media, ...files.map(local.add)] })}
              />
            )
          }
        />
      </div>
      {question}
    </Sheet>
  );
}

function announce({ variant, failed }: AddedVariant): void {
  toast.success(`Variant ${variant.letter} competes now`);
  for (const { fileName, error } of failed) {
    toast.error(`${fileName} was not sent`, {
      detail: detailOf(error) ?? `Open variant ${variant.letter} and upload it again.`,
    });
  }
}

/** Files of this device with addresses to show them by, given back when the sheet closes. */
function useLocalFiles() {
  const kept = useRef(new Map<string, { file: File; url: string }>());
  useEffect(() => {
    const { current } = kept;
    return () => {
      for (const { url } of current.values()) URL.revokeObjectURL(url);
    };
  }, []);
  return {
    add: (file: File) => {
      const id = `${LOCAL}${kept.current.size + 1}`;
      const view = toLocalView(id, file);
      kept.current.set(id, { file, url: view.url });
      return view;
    },
    files: () => new Map([...kept.current].map(([id, { file }]) => [id, file])),
  };
}
