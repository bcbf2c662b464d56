"use client";

import { PlusIcon, TrashIcon } from "@phosphor-icons/react/ssr";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field, FieldError } from "@/components/ui/field";
import { LengthMeter } from "@/components/ui/meter";
import { Textarea } from "@/components/ui/textarea";
import { measureText } from "@/lib/domain/check-variant";
import { joinParts, splitParts } from "@/lib/domain/text-parts";
import type { Platform } from "@/lib/platforms/platform";

export type PartsFieldProps = {
  platform: Platform;
  format: string;
  text: string;
  /** How many parts there may be. */
  max: number;
  /** The campaign's own limit of each. */
  maxLength: number | null;
  /** Of the text as a whole. */
  error: string;
  errorOf: (part: string) => string;
  onChange: (text: string) => void;
};

interface Part {
  id: number;
  text: string;
}

/** An empty part has no place in the saved text, so the boxes are kept here. */
function toParts(text: string): Part[] {
  const parts = splitParts(text).map((part, id) => ({ id, text: part }));
  return parts.length > 0 ? parts : [{ id: 0, text: "" }];
}

export function PartsField(props: PartsFieldProps) {
  const { platform, format, max, maxLength, errorOf } = props;
  const [parts, setParts] = useState(() => toParts(props.text));
  const change = (next: Part[]) => {
    setParts(next);
    props.onChange(joinParts(next.map(({ text }) => text)));
  };
  const errors = parts.map(({ text }) => (text.trim() === "" ? "" : errorOf(text)));
  const error = errors.every((each) => each === "") ? props.error : "";
  const nextId = Math.max(...parts.map(({ id }) => id)) + 1;
  return (
    <div style={{ display: "grid", gap: 12 }}>
      {parts.map((part, place) => {
        const size = measureText(platform, part.text, maxLength, format);
        return (
          <Field
            key={part.id}
            error={errors[place]}
            label={`Part ${place + 1}`}
            aside={
              <span className="row">
                <LengthMeter length={size.length} max={size.max} />
                {parts.length > 1 ? (
                  <Button
                    size="sm"
                    variant="quiet"
                    iconOnly
                    icon={<TrashIcon className="i" aria-hidden="true" />}
                    aria-label={`Remove part ${place + 1}`}
                    onClick={() => change(parts.filter(({ id }) => id !== part.id))}
                  />
                ) : null}
              </span>
            }
          >
            <Textarea
              value={part.text}
              rows={3}
              onChange={({ target }) =>
                change(
                  parts.map((each) => (each === part ? { ...each, text: target.value } : each)),
                )
              }
            />
          </Field>
        );
      })}
      {error ? <FieldError>{error}</FieldError> : null}
      {parts.length < max ? (
        <div className="row">
          <Button
            size="sm"
            icon={<PlusIcon className="i" aria-hidden="true" />}
            onClick={() => setParts([...parts, { id: nextId, text: "" }])}
          >
            Add a part
          </Button>
        </div>
      ) : null}
    </div>
  );
}
