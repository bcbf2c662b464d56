"use client";

import type { Composition } from "@/components/composer/composition";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";

const WHENS = [
  { value: "now", label: "Now" },
  { value: "at", label: "At a time" },
  { value: "draft", label: "Keep as draft" },
] as const;

type ComposeWhenProps = {
  composition: Composition;
  zone: string;
  error?: string;
  onChange: (part: Partial<Composition>) => void;
};

export function ComposeWhen({ composition, zone, error, onChange }: ComposeWhenProps) {
  const { when, day, time } = composition;
  const hint = when === "at" ? zone : when === "draft" ? "Nothing goes out yet." : undefined;
  return (
    <Field group label="When" error={error} hint={hint}>
      <div className="row">
        <Segmented
          label="When"
          value={when}
          options={WHENS}
          onChange={(next) => onChange({ when: next })}
        />
      </div>
      {when === "at" ? (
        <span className="row wrap">
          <Input
            className="w-auto!"
            type="date"
            aria-label="Day"
            value={day}
            onChange={(event) => onChange({ day: event.target.value })}
          />
          <Input
            className="w-auto!"
            type="time"
            aria-label="Time"
            value={time}
            onChange={(event) => onChange({ time: event.target.value })}
          />
        </span>
      ) : null}
    </Field>
  );
}
