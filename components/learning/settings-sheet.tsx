"use client";

import { type FormEvent, useId, useState } from "react";
import { useSaveLearningSettings } from "@/components/learning/use-learning";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Segmented } from "@/components/ui/segmented";
import { Sheet } from "@/components/ui/sheet";
import { toast } from "@/components/ui/toast";
import { errorsOfApi, errorsOfParse, type FormErrors } from "@/lib/api/form-errors";
import { type LearningSettings, UpdateLearningSettings } from "@/lib/contracts/learning-settings";

type SettingsSheetProps = {
  settings: LearningSettings;
  canChange: boolean;
  onClose: () => void;
};

/** An empty field is no number: the schema says which range it wants. */
const toNumber = (typed: string) => (typed.trim() === "" ? Number.NaN : Number(typed));

/** The rules of learning, for the whole workspace. */
export function SettingsSheet({ settings, canChange, onClose }: SettingsSheetProps) {
  const formId = useId();
  const save = useSaveLearningSettings();
  const [errors, setErrors] = useState<FormErrors>({});
  const [draft, setDraft] = useState({
    ...settings,
    readyEvents: String(settings.readyEvents),
    callsPerCycle: String(settings.callsPerCycle),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const parsed = UpdateLearningSettings.safeParse({
      ...draft,
      readyEvents: toNumber(draft.readyEvents),
      callsPerCycle: toNumber(draft.callsPerCycle),
    });
    if (!parsed.success) return setErrors(errorsOfParse(parsed.error));
    setErrors({});
    save.mutate(parsed.data, {
      onSuccess: () => {
        toast.success("The rules were saved");
        onClose();
      },
      onError: (error) => setErrors(errorsOfApi(error)),
    });
  };
  const part = {
    draft,
    errors,
    canChange,
    change: (next: Partial<Draft>) => setDraft({ ...draft, ...next }),
  };
  return (
    <Sheet
      open
      onOpenChange={onClose}
      title="Rules of learning"
      description={
        canChange ? "For every channel of this workspace" : "Only an owner can change these"
      }
      footer={
        canChange ? (
          <Button type="submit" form={formId} variant="primary" loading={save.isPending}>
            Save rules
          </Button>
        ) : undefined
      }
    >
      <form id={formId} className="grid gap-5" onSubmit={submit} noValidate>
        <Checkbox
          label="Learn from results"
          hint="Off, each channel’s leader writes everything; results still come in, but nothing is tried, promoted or retired"
          checked={draft.enabled}
          onChange={(enabled) => part.change({ enabled })}
          disabled={!canChange}
        />
        <Promotion {...part} />
        <Numbers {...part} />
        {errors.form ? <FieldError>{errors.form}</FieldError> : null}
      </form>
    </Sheet>
  );
}

type Draft = Omit<LearningSettings, "readyEvents" | "callsPerCycle"> & {
  readyEvents: string;
  callsPerCycle: string;
};

type PartProps = {
  draft: Draft;
  errors: FormErrors;
  canChange: boolean;
  change: (next: Partial<Draft>) => void;
};

const GATES = [
  { value: "usual", label: "Usual, 80 in 100" },
  { value: "cautious", label: "Cautious, 90 in 100" },
] as const;

function Promotion({ draft, canChange, change }: PartProps) {
  return (
    <>
      <Field
        group
        label="How sure before a prompt takes over"
        hint="Usual learns faster; cautious makes fewer mistakes. Either way the newcomer stands on probation first"
      >
        <Segmented
          label="How sure before a prompt takes over"
          value={draft.gate}
          onChange={(gate) => change({ gate })}
          options={GATES.map((gate) => ({ ...gate, disabled: !canChange }))}
        />
      </Field>
      <Checkbox
        label="A person approves each promotion"
        hint="A prompt that passed the gate waits until somebody promotes or rejects it"
        checked={draft.approvalRequired}
        onChange={(approvalRequired) => change({ approvalRequired })}
        disabled={!canChange}
      />
    </>
  );
}

function Numbers({ draft, errors, canChange, change }: PartProps) {
  return (
    <>
      <Field
        label="Interactions until a post counts"
        hint="A post’s result is taken then, or 24 hours after publishing, whichever comes first"
        error={errors.readyEvents}
      >
        <Input
          type="number"
          inputMode="numeric"
          min={10}
          max={100_000}
          value={draft.readyEvents}
          onChange={(event) => change({ readyEvents: event.target.value })}
          readOnly={!canChange}
        />
      </Field>
      <Field
        label="Model calls per run"
        hint="From 0 to 6. With 0, new prompts are made by rule, without a model"
        error={errors.callsPerCycle}
      >
        <Input
          type="number"
          inputMode="numeric"
          min={0}
          max={6}
          value={draft.callsPerCycle}
          onChange={(event) => change({ callsPerCycle: event.target.value })}
          readOnly={!canChange}
        />
      </Field>
    </>
  );
}
