"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ErrorMessage } from "@/components/ui/error-message";
import { Sheet } from "@/components/ui/sheet";
import { toast } from "@/components/ui/toast";
import { detailOf, useCreateVariant } from "@/components/variants/use-variant-changes";
import { type VariantDraft, VariantFields } from "@/components/variants/variant-fields";
import type { Brand } from "@/lib/contracts/campaigns";
import { catalog, type Platform } from "@/lib/platforms/catalog";

export type NewVariantSheetProps = {
  campaignId: string;
  platform: Platform;
  brand: Brand;
  onClose: () => void;
};

const EMPTY: VariantDraft = { label: "Written by hand", title: "", text: "", altText: "" };

export function NewVariantSheet({ campaignId, platform, brand, onClose }: NewVariantSheetProps) {
  const [draft, setDraft] = useState(EMPTY);
  const [missing, setMissing] = useState(false);
  const create = useCreateVariant(campaignId);
  const submit = () => {
    const { label, title, text, altText } = draft;
    setMissing(text.trim() === "");
    if (text.trim() === "") return;
    create.mutate(
      { platform, label, title: title || null, text, altText: altText || null },
      {
        onSuccess: (variant) => {
          toast.success(`Variant ${variant.letter} competes now`);
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
      onOpenChange={(open) => (open ? null : onClose())}
      title={`Write a variant for ${catalog[platform].label}`}
      description="An image or video can be added once it is saved."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" loading={create.isPending} onClick={submit}>
            Add variant
          </Button>
        </>
      }
    >
      {problem ? <ErrorMessage title="Not added">{problem}</ErrorMessage> : null}
      <div style={{ display: "grid", gap: 18 }}>
        <VariantFields
          platform={platform}
          brand={brand}
          media={null}
          draft={draft}
          onChange={(change) => setDraft((now) => ({ ...now, ...change }))}
        />
      </div>
    </Sheet>
  );
}
