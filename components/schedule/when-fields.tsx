"use client";

import { BestTimeField } from "@/components/schedule/best-time-field";
import type { WhenDraft, WhenErrors } from "@/components/schedule/when-draft";
import { ZoneField } from "@/components/schedule/zone-field";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { CADENCES, type Cadence } from "@/lib/domain/cadence";

export type WhenFieldsProps = {
  draft: WhenDraft;
  errors: WhenErrors;
  onChange: (change: Partial<WhenDraft>) => void;
};

const KINDS = [
  { value: "once", label: "Once" },
  { value: "cron", label: "Repeating" },
] as const;

const CADENCE_WORDS: Record<Cadence, string> = {
  daily: "Every day",
  weekdays: "Weekdays, Monday to Friday",
  weekly: "Once a week",
  custom: "Custom (cron)",
};

const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const DAY_OPTIONS = DAYS.map((label, index) => ({ value: String((index + 1) % 7), label }));

/** Once or repeating, and by whose clock. */
export function WhenFields(props: WhenFieldsProps) {
  const { draft, errors, onChange } = props;
  return (
    <>
      <Segmented
        label="How often"
        value={draft.kind}
        options={KINDS}
        onChange={(kind) => onChange({ kind })}
      />
      {draft.kind === "once" ? <OnceFields {...props} /> : <CadenceFields {...props} />}
      <ZoneField
        value={draft.timeZone}
        error={errors.timeZone}
        onChange={(timeZone) => onChange({ timeZone })}
      />
    </>
  );
}

function OnceFields({ draft, errors, onChange }: WhenFieldsProps) {
  return (
    <Field group label="When" error={errors.runAt}>
      <span className="row">
        <Input
          type="date"
          aria-label="Day"
          value={draft.day}
          onChange={(event) => onChange({ day: event.target.value })}
        />
        <Input
          type="time"
          aria-label="Time"
          value={draft.onceTime}
          onChange={(event) => onChange({ onceTime: event.target.value })}
        />
      </span>
    </Field>
  );
}

function CadenceFields({ draft, errors, onChange }: WhenFieldsProps) {
  const custom = draft.cadence === "custom";
  return (
    <>
      <Field label="Cadence">
        <Select
          value={draft.cadence}
          options={CADENCES.map((value) => ({ value, label: CADENCE_WORDS[value] }))}
          onChange={(event) => {
            const cadence = CADENCES.find((each) => each === event.target.value);
            if (cadence) onChange({ cadence });
          }}
        />
      </Field>
      {custom ? (
        <Field
          label="Cron line"
          error={errors.cron}
          hint="Minute, hour, day of month, month, day of week. 0 9 * * 1-5 is weekdays at 09:00."
        >
          <Input
            value={draft.custom}
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => onChange({ custom: event.target.value })}
          />
        </Field>
      ) : (
        <Field
          group
          label={draft.cadence === "weekly" ? "Day and time" : "Time"}
          error={errors.cron}
        >
          <span className="row">
            {draft.cadence === "weekly" ? (
              <span className="grow">
                <Select
                  aria-label="Day of the week"
                  value={String(draft.weekday)}
                  options={DAY_OPTIONS}
                  onChange={(event) => onChange({ weekday: Number(event.target.value) })}
                />
              </span>
            ) : null}
            <Input
              type="time"
              aria-label="Time of day"
              value={draft.time}
              onChange={(event) => onChange({ time: event.target.value })}
            />
          </span>
        </Field>
      )}
      <BestTimeField
        value={draft.best}
        error={errors.bestTime}
        onChange={(best) => onChange({ best })}
      />
    </>
  );
}
