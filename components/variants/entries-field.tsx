"use client";

import { useId } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { OptionField } from "@/lib/platforms/entry";

type EntriesFieldProps = {
  /** A list of a few short entries. */
  field: OptionField & { max: number };
  value: string;
  /** Without a place: all that is wrong with it. */
  errorOf: (place?: number) => string;
  onChange: (value: string) => void;
};

/** A line each; those that may stay empty say so. */
export function EntriesField({ field, value, errorOf, onChange }: EntriesFieldProps) {
  const id = useId();
  const { label, hint, min = 0, max } = field;
  const lines = value.split("\n");
  const count = Math.max(max, lines.length);
  const entries = Array.from({ length: count }, (_, place) => lines[place] ?? "");
  const change = (place: number, entry: string) =>
    onChange(entries.with(place, entry).join("\n").replace(/\n+$/, ""));
  return (
    <Field label={label} hint={hint} error={errorOf()} group>
      <div style={{ display: "grid", gap: 8 }}>
        {entries.map((entry, place) => {
          const key = `${id}-${place}`;
          return (
            <Input
              key={key}
              id={key}
              aria-label={`${label} ${place + 1}`}
              aria-invalid={(entry !== "" && errorOf(place) !== "") || undefined}
              placeholder={place < min ? "" : "May stay empty"}
              value={entry}
              onChange={({ target }) => change(place, target.value)}
            />
          );
        })}
      </div>
    </Field>
  );
}
