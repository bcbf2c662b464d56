"use client";

import { Checkbox } from "@/components/ui/checkbox";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { EntriesField } from "@/components/variants/entries-field";
import { toInstant, toLocalTime } from "@/components/variants/local-time";
import { TemplateField } from "@/components/variants/template-field";
import type { OptionField } from "@/lib/platforms/entry";
import type { Platform } from "@/lib/platforms/platform";

const LONG_TEXT = 200;

export type OptionFieldsProps = {
  platform: Platform;
  fields: readonly OptionField[];
  options: Readonly<Record<string, string>>;
  /** What a template may be filled with. */
  text: string;
  errorOf: (name: string, place?: number) => string;
  onChange: (options: Record<string, string>) => void;
};

/** What only this platform asks, as its catalog entry puts it. */
export function OptionFields({ fields, ...rest }: OptionFieldsProps) {
  const { options, errorOf, onChange } = rest;
  const within = new Set(fields.flatMap(({ template }) => Object.values(template ?? {})));
  return fields.map((field) => {
    if (field.told || within.has(field.name)) return null;
    const { name, template } = field;
    if (template) return <TemplateField key={name} field={{ ...field, template }} {...rest} />;
    return (
      <OptionControl
        key={name}
        field={field}
        value={options[name] ?? field.initial ?? ""}
        errorOf={(place) => errorOf(name, place)}
        onChange={(value) => onChange({ ...options, [name]: value })}
      />
    );
  });
}

type ControlProps = {
  field: OptionField;
  value: string;
  /** Without a place: all that is wrong with it. */
  errorOf: (place?: number) => string;
  onChange: (value: string) => void;
};

function OptionControl(props: ControlProps) {
  const { field, value, errorOf, onChange } = props;
  const error = errorOf();
  if (field.kind === "flag") {
    return (
      <div className="field">
        <Checkbox
          label={field.label}
          hint={field.hint}
          checked={value === "true"}
          onChange={(checked) => onChange(String(checked))}
        />
        {error ? <FieldError>{error}</FieldError> : null}
      </div>
    );
  }
  if (field.kind === "list" && field.itemMax !== undefined && field.max !== undefined) {
    return <EntriesField {...props} field={{ ...field, max: field.max }} />;
  }
  return (
    <Field label={field.label} hint={field.hint ?? HINTS[field.kind]} error={error}>
      <Control {...props} />
    </Field>
  );
}

const HINTS: Partial<Record<OptionField["kind"], string>> = {
  list: "One a line.",
  date: "In the time zone of this device.",
};

function Control({ field, value, onChange }: ControlProps) {
  if (field.kind === "choice" && field.choices) {
    // Where the catalog begins with none, the person has to choose: no first one is put in.
    const placeholder = field.initial === undefined ? "Choose one" : undefined;
    return (
      <Select
        options={field.choices}
        placeholder={placeholder}
        value={value}
        onChange={({ target }) => onChange(target.value)}
      />
    );
  }
  if (field.kind === "date") {
    return (
      <Input
        type="datetime-local"
        value={toLocalTime(value)}
        onChange={({ target }) => onChange(toInstant(target.value))}
      />
    );
  }
  if (field.kind === "list" || (field.max ?? 0) > LONG_TEXT) {
    return <Textarea value={value} rows={3} onChange={({ target }) => onChange(target.value)} />;
  }
  const address = field.url ? ({ type: "url", placeholder: "https://" } as const) : {};
  return <Input {...address} value={value} onChange={({ target }) => onChange(target.value)} />;
}
