"use client";

import { type FormEvent, useId, useState } from "react";
import { actsAtOnce, KIND_WORDS, SCOPE_WORDS } from "@/components/settings/sandbox/fault-words";
import { toRows } from "@/components/settings/sandbox/persona-rows";
import { useInjectFault } from "@/components/settings/sandbox/use-sandbox";
import { Button } from "@/components/ui/button";
import { Combobox } from "@/components/ui/combobox";
import { Field, FieldError } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Sheet } from "@/components/ui/sheet";
import { errorsOfApi, type FormErrors } from "@/lib/api/form-errors";
import {
  FAULT_KINDS,
  FAULT_SCOPES,
  FaultKind,
  FaultScope,
  type SandboxPersona,
} from "@/lib/contracts/sandbox";

type Props = {
  personas: readonly SandboxPersona[];
  /** Whose button was pressed. */
  first: SandboxPersona | null;
  onClose: () => void;
};

const KINDS = FAULT_KINDS.map((value) => ({ value, label: KIND_WORDS[value].label }));
const SCOPES = FAULT_SCOPES.map((value) => ({ value, label: SCOPE_WORDS[value] }));
const ALWAYS = "";
const TIMES = [
  { value: "1", label: "The next call" },
  { value: "3", label: "The next 3 calls" },
  { value: "10", label: "The next 10 calls" },
  { value: ALWAYS, label: "Every call, until it is removed" },
];
const UNSAID = "";
const WAITS = [
  { value: "5", label: "In 5 seconds" },
  { value: "30", label: "In 30 seconds" },
  { value: "300", label: "In 5 minutes" },
  { value: "900", label: "In 15 minutes" },
  { value: UNSAID, label: "It does not say" },
];
const DELAYS = [
  { value: "2", label: "2 seconds" },
  { value: "5", label: "5 seconds" },
  { value: "20", label: "20 seconds" },
  { value: "45", label: "45 seconds" },
];

const numberOr = (value: FormDataEntryValue | null, empty: null) =>
  value === null || value === "" ? empty : Number(value);

/** One fault for one profile, in plain words. */
export function FaultSheet({ personas, first, onClose }: Props) {
  const formId = useId();
  const inject = useInjectFault(onClose);
  const [accountId, setAccountId] = useState(first?.id ?? null);
  const [kind, setKind] = useState<FaultKind>("rate_limit");
  const [errors, setErrors] = useState<FormErrors>({});
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const scope = FaultScope.safeParse(form.get("scope")).data;
    setErrors({});
    inject.mutate(
      {
        accountId: accountId ?? "",
        kind,
        ...(scope ? { scope } : {}),
        ...(form.has("times") ? { times: numberOr(form.get("times"), null) } : {}),
        ...(form.has("wait") ? { retryAfterSeconds: numberOr(form.get("wait"), null) } : {}),
        ...(form.has("delay") ? { delaySeconds: Number(form.get("delay")) } : {}),
      },
      { onError: (error) => setErrors(errorsOfApi(error)) },
    );
  };
  return (
    <Sheet
      open
      onOpenChange={(isOpen) => (isOpen ? null : onClose())}
      title="Inject a fault"
      description="Into the sandbox only. Real platforms are never touched."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={formId} loading={inject.isPending}>
            Inject fault
          </Button>
        </>
      }
    >
      <form id={formId} className="grid gap-4" onSubmit={submit} noValidate>
        <Field label="Profile" error={errors.accountId}>
          <Combobox
            value={accountId}
            onChange={setAccountId}
            options={toRows(personas).map(toOption)}
            placeholder="Choose a profile"
            searchPlaceholder="Search profiles"
            emptyText="No profile of that name"
          />
        </Field>
        <Field label="What goes wrong" hint={KIND_WORDS[kind].note} error={errors.kind}>
          <Select
            name="kind"
            options={KINDS}
            value={kind}
            onChange={(event) => setKind(FaultKind.parse(event.target.value))}
          />
        </Field>
        <KindFields key={kind} kind={kind} errors={errors} />
        {errors.form ? <FieldError>{errors.form}</FieldError> : null}
      </form>
    </Sheet>
  );
}

const toOption = ({ id, name, username, label, accountId }: SandboxPersona) => ({
  value: id,
  label: `${name} (${username})`,
  detail: accountId ? `${label}, connected` : label,
  keywords: [label, username],
});

function KindFields({ kind, errors }: { kind: FaultKind; errors: FormErrors }) {
  if (actsAtOnce(kind)) return null;
  return (
    <>
      {kind === "rate_limit" ? (
        <Field label="When to come back" error={errors.retryAfterSeconds}>
          <Select name="wait" options={WAITS} defaultValue="30" />
        </Field>
      ) : null}
      {kind === "latency" ? (
        <Field label="How late" error={errors.delaySeconds}>
          <Select name="delay" options={DELAYS} defaultValue="5" />
        </Field>
      ) : null}
      <Field label="Which calls" error={errors.scope}>
        <Select
          name="scope"
          options={SCOPES}
          defaultValue={kind === "media_refused" ? "media" : "publish"}
        />
      </Field>
      <Field label="How often" error={errors.times}>
        <Select name="times" options={TIMES} defaultValue="1" />
      </Field>
    </>
  );
}
