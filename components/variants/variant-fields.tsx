"use client";

import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LengthMeter } from "@/components/ui/meter";
import { Textarea } from "@/components/ui/textarea";
import type { Brand, VariantView } from "@/lib/contracts/campaigns";
import { checkVariant } from "@/lib/domain/check-variant";
import { catalog, type Platform } from "@/lib/platforms/catalog";

export interface VariantDraft {
  label: string;
  title: string;
  text: string;
  altText: string;
}

export type VariantFieldsProps = {
  platform: Platform;
  brand: Brand;
  media: VariantView["media"];
  draft: VariantDraft;
  onChange: (change: Partial<VariantDraft>) => void;
};

/** Each field with the checks of the platform, as one types. */
export function VariantFields({ platform, brand, media, draft, onChange }: VariantFieldsProps) {
  const { title, label } = catalog[platform];
  const checked = media ? { ...media, altText: draft.altText } : null;
  const check = checkVariant(
    platform,
    { title: draft.title || null, text: draft.text },
    checked,
    brand,
  );
  const errorOf = (field: string) =>
    check.issues
      .filter((issue) => issue.field === field && issue.severity === "error")
      .map((issue) => issue.message)
      .join(" ");
  return (
    <>
      <Field label="Name" hint="What sets it apart, in a few words. It is not posted.">
        <Input
          value={draft.label}
          maxLength={60}
          onChange={(event) => onChange({ label: event.target.value })}
        />
      </Field>
      {title ? (
        <Field
          label="Title"
          error={draft.text === "" && draft.title === "" ? undefined : errorOf("title")}
        >
          <Input
            value={draft.title}
            onChange={(event) => onChange({ title: event.target.value })}
          />
        </Field>
      ) : null}
      <Field
        label={title ? "Text" : `Text for ${label}`}
        error={draft.text === "" ? undefined : errorOf("text")}
        aside={<LengthMeter length={check.length} max={check.maxLength} />}
      >
        <Textarea
          value={draft.text}
          rows={8}
          onChange={(event) => onChange({ text: event.target.value })}
        />
      </Field>
      {media?.kind === "image" ? (
        <Field
          label="Description of the image"
          hint="Read aloud to people who can’t see it."
          error={errorOf("altText")}
        >
          <Textarea
            value={draft.altText}
            rows={2}
            onChange={(event) => onChange({ altText: event.target.value })}
          />
        </Field>
      ) : null}
    </>
  );
}
