"use client";

import { Field } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { catalog } from "@/lib/platforms/catalog";
import { findFormat } from "@/lib/platforms/find-format";
import type { Platform } from "@/lib/platforms/platform";

const MOST_IN_A_ROW = 4;

export type FormatFieldProps = {
  platform: Platform;
  value: string;
  onChange: (format: string) => void;
};

/** Which kind of post it is, where the platform has several. */
export function FormatField({ platform, value, onChange }: FormatFieldProps) {
  const entry = catalog[platform];
  const { formats } = entry;
  if (formats.length === 1) return null;
  const options = formats.map(({ key, label }) => ({ value: key, label }));
  const { note } = findFormat(entry, value);
  if (formats.length > MOST_IN_A_ROW) {
    return (
      <Field label="Kind of post" hint={note}>
        <Select
          options={options}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      </Field>
    );
  }
  return (
    <Field label="Kind of post" hint={note} group>
      <div className="row">
        <Segmented label="Kind of post" value={value} onChange={onChange} options={options} />
      </div>
    </Field>
  );
}
