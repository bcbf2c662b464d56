"use client";

import { useMemo } from "react";
import { groupEvents } from "@/components/settings/webhooks/webhook-words";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Segmented } from "@/components/ui/segmented";
import type { PublicEvent } from "@/lib/contracts/outbound-events";

type EventBoxesProps = {
  /** Null: every event, also those that a later version adds. */
  chosen: readonly PublicEvent[] | null;
  onChange: (chosen: readonly PublicEvent[] | null) => void;
  error: string | undefined;
};

const FIRST: readonly PublicEvent[] = ["post.published", "post.failed"];

export function EventBoxes({ chosen, onChange, error }: EventBoxesProps) {
  const groups = useMemo(groupEvents, []);
  const toggle = (name: PublicEvent, on: boolean) =>
    onChange(on ? [...(chosen ?? []), name] : (chosen ?? []).filter((each) => each !== name));
  return (
    <>
      <Field label="Events" group error={error}>
        <Segmented
          label="Which events"
          value={chosen === null ? "all" : "some"}
          onChange={(value) => onChange(value === "all" ? null : FIRST)}
          options={[
            { value: "all", label: "Every event" },
            { value: "some", label: "Only some" },
          ]}
        />
      </Field>
      {chosen === null
        ? null
        : groups.map((group) => (
            <Field key={group.label} label={group.label} group>
              {group.events.map(({ name, says }) => (
                <Checkbox
                  key={name}
                  label={name}
                  hint={says}
                  checked={chosen.includes(name)}
                  onChange={(on) => toggle(name, on)}
                />
              ))}
            </Field>
          ))}
    </>
  );
}
