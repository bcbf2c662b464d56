"use client";

import type { ReactNode } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { LengthMeter } from "@/components/ui/meter";
import { Textarea } from "@/components/ui/textarea";
import { FormatField } from "@/components/variants/format-field";
import { OptionFields } from "@/components/variants/option-fields";
import { PartsField } from "@/components/variants/parts-field";
import {
  checkDraftOf,
  type DraftCheck,
  type VariantDraft,
} from "@/components/variants/variant-draft";
import type { Brand } from "@/lib/contracts/campaigns";
import { splitParts } from "@/lib/domain/text-parts";
import { catalog } from "@/lib/platforms/catalog";
import { type FormatRules, findFormat, rulesOf } from "@/lib/platforms/find-format";
import type { Platform } from "@/lib/platforms/platform";

export type VariantFieldsProps = {
  platform: Platform;
  brand: Brand;
  draft: VariantDraft;
  onChange: (change: Partial<VariantDraft>) => void;
  /** A post of its own has no name. */
  nameless?: boolean;
  /** The field of its files, which stands between text and options. */
  media: ReactNode;
};

/** Each field with the checks of the platform, as one types. */
export function VariantFields(props: VariantFieldsProps) {
  const { platform, brand, draft, onChange } = props;
  const rules = rulesOf(catalog[platform], draft.format);
  const check = checkDraftOf(platform, draft, brand);
  const untouched = draft.text === "" && draft.title === "";
  return (
    <>
      {props.nameless ? null : (
        <Field label="Name" hint="What sets it apart, in a few words. It is not posted.">
          <Input
            value={draft.label}
            maxLength={60}
            onChange={(event) => onChange({ label: event.target.value })}
          />
        </Field>
      )}
      <FormatField
        platform={platform}
        value={draft.format}
        onChange={(format) => onChange({ format, text: toFormat(platform, draft, format) })}
      />
      {rules.title ? (
        <Field label="Title" error={untouched ? undefined : check.errorOf("title")}>
          <Input
            value={draft.title}
            onChange={(event) => onChange({ title: event.target.value })}
          />
        </Field>
      ) : null}
      <TextField {...props} rules={rules} check={check} />
      {props.media}
      <OptionFields
        platform={platform}
        fields={rules.format.options ?? []}
        options={draft.options}
        text={draft.text}
        errorOf={(name, place) => check.errorOf(`options.${name}`, place)}
        onChange={(options) => onChange({ options })}
      />
    </>
  );
}

/** Cuts mean nothing in a format without parts: there they become blank lines. */
function toFormat(platform: Platform, { format, text }: VariantDraft, next: string): string {
  const hasParts = (key: string) => findFormat(catalog[platform], key).parts !== undefined;
  return hasParts(format) && !hasParts(next) ? splitParts(text).join("\n\n") : text;
}

function TextField(props: VariantFieldsProps & { rules: FormatRules; check: DraftCheck }) {
  const { platform, brand, draft, onChange, rules, check } = props;
  const error = draft.text === "" ? "" : check.errorOf("text");
  if (rules.text.max === 0 && draft.text === "") return null;
  if (rules.format.parts) {
    return (
      <PartsField
        platform={platform}
        format={draft.format}
        text={draft.text}
        max={rules.format.parts.max}
        maxLength={brand.maxLength}
        error={error}
        errorOf={(part) => checkDraftOf(platform, { ...draft, text: part }, brand).errorOf("text")}
        onChange={(text) => onChange({ text })}
      />
    );
  }
  return (
    <Field
      label={rules.title ? "Text" : `Text for ${catalog[platform].label}`}
      error={error}
      aside={<LengthMeter length={check.length} max={check.max} />}
    >
      <Textarea
        value={draft.text}
        rows={8}
        onChange={(event) => onChange({ text: event.target.value })}
      />
    </Field>
  );
}
