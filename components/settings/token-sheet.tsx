"use client";

import { type FormEvent, useId, useState } from "react";
import { ScopeBoxes } from "@/components/settings/scope-boxes";
import { useCreateToken } from "@/components/settings/use-tokens";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Sheet } from "@/components/ui/sheet";
import { errorsOfApi, type FormErrors } from "@/lib/api/form-errors";
import type { TokenScope } from "@/lib/contracts/tokens";

type TokenSheetProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  grantable: readonly string[];
};

export function TokenSheet({ open, onOpenChange, grantable }: TokenSheetProps) {
  const formId = useId();
  const create = useCreateToken();
  const change = (next: boolean) => {
    if (!next) create.reset();
    onOpenChange(next);
  };
  const secret = create.data?.secret;
  return (
    <Sheet
      open={open}
      onOpenChange={change}
      title={secret ? "Copy the token now" : "New API token"}
      description={secret ? "It is shown only this once" : "For one program, with few rights"}
      footer={
        secret ? (
          <Button variant="primary" onClick={() => change(false)}>
            I have copied it
          </Button>
        ) : (
          <Button type="submit" form={formId} variant="primary" loading={create.isPending}>
            Make token
          </Button>
        )
      }
    >
      {secret ? (
        <MadeToken secret={secret} />
      ) : (
        <TokenForm id={formId} create={create} grantable={grantable} />
      )}
    </Sheet>
  );
}

function MadeToken({ secret }: { secret: string }) {
  return (
    <div className="grid gap-4">
      <Field label="API token" hint="Only its fingerprint is kept here. Lost means: make a new one">
        <CopyField value={secret} what="API token" />
      </Field>
      <p className="t2">
        Send it with every request, in the header <code>Authorization: Bearer</code>.
      </p>
    </div>
  );
}

const ENDS = [
  { value: "", label: "No end" },
  { value: "30", label: "In 30 days" },
  { value: "90", label: "In 90 days" },
  { value: "365", label: "In a year" },
];
const dayMs = 86_400_000;

const endOf = (days: string): string | null =>
  days === "" ? null : new Date(Date.now() + Number(days) * dayMs).toISOString();

type TokenFormProps = {
  id: string;
  create: ReturnType<typeof useCreateToken>;
  grantable: readonly string[];
};

function TokenForm({ id, create, grantable }: TokenFormProps) {
  const [scopes, setScopes] = useState<readonly TokenScope[]>([]);
  const [errors, setErrors] = useState<FormErrors>({});
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setErrors({});
    create.mutate(
      {
        name: String(form.get("name")),
        scopes: [...scopes],
        expiresAt: endOf(String(form.get("ends"))),
      },
      { onError: (error) => setErrors(errorsOfApi(error)) },
    );
  };
  return (
    <form id={id} className="grid gap-4" onSubmit={submit} noValidate>
      <Field label="Name" hint="What will use it, as “Nightly report”" error={errors.name}>
        <Input name="name" autoComplete="off" required />
      </Field>
      <Field label="Works until" error={errors.expiresAt}>
        <Select name="ends" options={ENDS} defaultValue="90" />
      </Field>
      <ScopeBoxes
        grantable={grantable}
        chosen={scopes}
        onChange={setScopes}
        error={errors.scopes}
      />
      {errors.form ? <FieldError>{errors.form}</FieldError> : null}
    </form>
  );
}
