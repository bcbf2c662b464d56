"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorMessage } from "@/components/ui/error-message";
import { Sheet } from "@/components/ui/sheet";
import { toast } from "@/components/ui/toast";
import { MediaField } from "@/components/variants/media-field";
import {
  detailOf,
  useSaveVariant,
  useStoreVariant,
} from "@/components/variants/use-variant-changes";
import { type VariantDraft, VariantFields } from "@/components/variants/variant-fields";
import { ApiError } from "@/lib/api/fetcher";
import type { Brand, VariantView } from "@/lib/contracts/campaigns";
import { catalog } from "@/lib/platforms/catalog";

export type EditVariantSheetProps = { variant: VariantView; brand: Brand; onClose: () => void };

const toDraft = ({ label, title, text, altText }: VariantView): VariantDraft => ({
  label,
  title: title ?? "",
  text,
  altText: altText ?? "",
});

/** The grid behind shows the edit at once; a refusal takes it back there and keeps it here. */
export function EditVariantSheet({ variant, brand, onClose }: EditVariantSheetProps) {
  const [draft, setDraft] = useState(() => toDraft(variant));
  const [edition, setEdition] = useState(variant.updatedAt);
  const save = useSaveVariant(variant.campaignId);
  const store = useStoreVariant(variant.campaignId);

  const submit = () => {
    const { label, title, text, altText } = draft;
    const body = {
      label: label.trim() || variant.label,
      title: title || null,
      text,
      altText: altText || null,
    };
    save.mutate(
      { id: variant.id, body: { ...body, updatedAt: edition } },
      {
        onSuccess: () => {
          toast.success(`Variant ${variant.letter} saved`);
          onClose();
        },
      },
    );
  };
  const keepMedia = (saved: VariantView) => {
    // Only our own step: a text that somebody else saved still has to be noticed.
    if (variant.updatedAt === edition) setEdition(saved.updatedAt);
    void store(saved);
  };
  return (
    <Sheet
      open
      onOpenChange={(open) => (open ? null : onClose())}
      title={`Edit variant ${variant.letter}`}
      description={catalog[variant.platform].label}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
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
      <div style={{ display: "grid", gap: 18 }}>
        <VariantFields
          platform={variant.platform}
          brand={brand}
          media={variant.media}
          draft={draft}
          onChange={(change) => setDraft((now) => ({ ...now, ...change }))}
        />
        <MediaField variant={variant} onSaved={keepMedia} />
      </div>
    </Sheet>
  );
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
