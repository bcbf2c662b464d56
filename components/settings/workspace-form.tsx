"use client";

import { type FormEvent, useState } from "react";
import { ApprovalOff } from "@/components/settings/approval-off";
import { useWorkspaceDraft } from "@/components/settings/use-workspace-draft";
import { zoneOptions } from "@/components/settings/zone-options";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Combobox } from "@/components/ui/combobox";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { WorkspaceView } from "@/lib/contracts/workspace";

type WorkspaceFormProps = { workspace: WorkspaceView; canChange: boolean };

export function WorkspaceForm({ workspace, canChange }: WorkspaceFormProps) {
  const form = useWorkspaceDraft(workspace);
  const { values, errors, change } = form;
  const [asking, setAsking] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (workspace.settings.approvalRequired && !values.approvalRequired) setAsking(true);
    else form.save();
  };
  return (
    <form className="grid max-w-[480px] gap-4" onSubmit={submit} noValidate>
      <Field label="Name" hint="Usually one client or one brand" error={errors.name}>
        <Input
          value={values.name}
          onChange={(event) => change({ name: event.target.value })}
          readOnly={!canChange}
        />
      </Field>
      <Field
        label="Time zone"
        hint="Times are read in it unless an account says otherwise"
        error={errors.timeZone}
      >
        <Combobox
          value={values.timeZone}
          onChange={(timeZone) => change({ timeZone })}
          options={zoneOptions(values.timeZone)}
          searchPlaceholder="City or region"
          emptyText="No zone by that name"
          disabled={!canChange}
        />
      </Field>
      <Thresholds form={form} canChange={canChange} />
      <Defaults form={form} canChange={canChange} />
      {errors.form ? <FieldError>{errors.form}</FieldError> : null}
      {asking ? (
        <ApprovalOff
          onConfirm={() => {
            setAsking(false);
            form.save();
          }}
          onClose={() => setAsking(false)}
        />
      ) : null}
      {canChange ? (
        <div className="row">
          <Button type="submit" variant="primary" loading={form.isSaving} disabled={!form.isDirty}>
            Save workspace
          </Button>
          {form.isDirty ? (
            <Button variant="quiet" onClick={form.discard}>
              Discard changes
            </Button>
          ) : null}
        </div>
      ) : null}
    </form>
  );
}

type PartProps = { form: ReturnType<typeof useWorkspaceDraft>; canChange: boolean };

const NUMBERS = [
  {
    key: "minGapMinutes",
    label: "Minutes between posts",
    hint: "Per account. A post that comes sooner waits until the last one is this old",
    min: 0,
    max: 720,
  },
  {
    key: "lateAfterMinutes",
    label: "Minutes a post may be late",
    hint: "A post that could not go out in time is given up after this",
    min: 5,
    max: 1440,
  },
  {
    key: "variantsPerPlatform",
    label: "Variants per platform",
    hint: "For new campaigns. Two to five compete",
    min: 2,
    max: 5,
  },
  {
    key: "rawDays",
    label: "Days that single changes of counts are kept",
    hint: "After that, each post keeps a few sums of them. All results stay as they are. Leave it empty to keep every change for ever",
    min: 30,
    max: 3650,
  },
] as const;

function Thresholds({ form, canChange }: PartProps) {
  return NUMBERS.map(({ key, label, hint, min, max }) => (
    <Field key={key} label={label} hint={hint} error={form.errors[`settings.${key}`]}>
      <Input
        type="number"
        inputMode="numeric"
        min={min}
        max={max}
        value={form.values[key]}
        onChange={(event) => form.change({ [key]: event.target.value })}
        readOnly={!canChange}
      />
    </Field>
  ));
}

function Defaults({ form, canChange }: PartProps) {
  return (
    <>
      <Checkbox
        label="Posts need approval"
        hint="Nothing goes out before an owner, an editor, a reviewer or a client with a link approves it. Off, each campaign has its own switch"
        checked={form.values.approvalRequired}
        onChange={(approvalRequired) => form.change({ approvalRequired })}
        disabled={!canChange}
      />
      <Checkbox
        label="Ads from posts"
        hint="Owners can make an ad of a published post. It is created paused: money is spent only after somebody starts it on the platform"
        checked={form.values.adsFromPosts}
        onChange={(adsFromPosts) => form.change({ adsFromPosts })}
        disabled={!canChange}
      />
      <Checkbox
        label="Show the sandbox"
        hint="Dashboards show the made-up audience’s results, marked as such"
        checked={form.values.showSandbox}
        onChange={(showSandbox) => form.change({ showSandbox })}
        disabled={!canChange}
      />
    </>
  );
}
