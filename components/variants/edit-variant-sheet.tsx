"use client";

import { useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorMessage } from "@/components/ui/error-message";
import { Sheet } from "@/components/ui/sheet";
import { toast } from "@/components/ui/toast";
import { useDiscardQuestion } from "@/components/ui/use-discard-question";
import { MediaField } from "@/components/variants/media-field";
import { ReviewNotice } from "@/components/variants/review-notice";
import {
  detailOf,
  useSaveVariant,
  useStoreVariant,
} from "@/components/variants/use-variant-changes";
import {
  checkDraftOf,
  isChanged,
  mergeMedia,
  toChanges,
  toDraft,
  type VariantDraft,
} from "@/components/variants/variant-draft";
import { VariantFields } from "@/components/variants/variant-fields";
import { ApiError } from "@/lib/api/fetcher";
import type { Brand, VariantView } from "@/lib/contracts/campaigns";
import { catalog } from "@/lib/platforms/catalog";

export type EditVariantSheetProps = {
  variant: VariantView;
  brand: Brand;
  /** Nothing of the campaign is posted unapproved. */
  approvalRequired: boolean;
  onClose: () => void;
};

/** The grid behind shows the edit at once; a refusal takes it back there and keeps it here. */
export function EditVariantSheet(props: EditVariantSheetProps) {
  const { variant, brand, approvalRequired, onClose } = props;
  const [start] = useState(() => toDraft(variant));
  const [draft, setDraft] = useState(start);
  const [edition, setEdition] = useState(variant.updatedAt);
  const save = useSaveVariant(variant.campaignId);
  const store = useStoreVariant(variant.campaignId);
  const newest = useNewest({ shown: variant.updatedAt, edition });

  const { leave, question } = useDiscardQuestion({
    title: `Discard your changes to variant ${variant.letter}?`,
    isTyped: () => !save.isSuccess && isChanged(draft, start),
    onLeave: onClose,
  });
  const change = (part: Partial<VariantDraft>) => setDraft((now) => ({ ...now, ...part }));
  const submit = () => {
    const label = draft.label.trim() || variant.label;
    save.mutate(
      { id: variant.id, body: { ...toChanges(draft), label, updatedAt: edition } },
      {
        onSuccess: (saved) => {
          saySaved(variant, approvalRequired && variant.approved && !saved.approved);
          onClose();
        },
      },
    );
  };
  const keepMedia = (saved: VariantView) => {
    const { shown, edition: known } = newest.current;
    // Only our own step: a text that somebody else saved still has to be noticed.
    if (shown === known) setEdition(saved.updatedAt);
    setDraft((now) => ({ ...now, media: mergeMedia(now.media, saved.media) }));
    void store(saved);
  };
  return (
    <Sheet
      open
      onOpenChange={(open) => (open ? null : leave())}
      title={`Edit variant ${variant.letter}`}
      description={catalog[variant.platform].label}
      footer={
        <>
          <Button onClick={leave}>Cancel</Button>
          <Button variant="primary" loading={save.isPending} onClick={submit}>
            Save variant
          </Button>
        </>
      }
    >
      {save.isError ? (
        <Refusal
          error={save.error}
          saved={variant}
          onOverwrite={variant.updatedAt === edition ? null : () => setEdition(variant.updatedAt)}
        />
      ) : null}
      <ReviewNotice
        variant={variant}
        approvalRequired={approvalRequired}
        isEdited={isChanged({ ...draft, label: start.label }, start)}
      />
      <div style={{ display: "grid", gap: 18 }}>
        <VariantFields
          platform={variant.platform}
          brand={brand}
          draft={draft}
          onChange={change}
          media={
            <MediaField
              variant={variant}
              draft={draft}
              check={checkDraftOf(variant.platform, draft, brand)}
              onChange={(media) => change({ media })}
              onSaved={keepMedia}
            />
          }
        />
      </div>
      {question}
    </Sheet>
  );
}

const saySaved = ({ letter }: VariantView, isVoided: boolean) =>
  toast.success(
    `Variant ${letter} saved`,
    isVoided ? { detail: "Its approval is voided: it waits for approval again." } : {},
  );

/** For work that outlives a render: several files are sent one after the other. */
function useNewest<T>(value: T) {
  const newest = useRef(value);
  useEffect(() => {
    newest.current = value;
  });
  return newest;
}

type RefusalProps = { error: Error; saved: VariantView; onOverwrite: (() => void) | null };

function Refusal({ error, saved, onOverwrite }: RefusalProps) {
  const isConflict = error instanceof ApiError && error.problem.code === "conflict";
  return (
    <ErrorMessage
      title="Not saved"
      action={
        isConflict && onOverwrite ? (
          <Button size="sm" onClick={onOverwrite}>
            Let mine replace it
          </Button>
        ) : null
      }
    >
      {detailOf(error)}
      {isConflict ? <span className="t2"> The saved text reads: “{saved.text}”</span> : null}
    </ErrorMessage>
  );
}
