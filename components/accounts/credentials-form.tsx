"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SandboxStripe } from "@/components/ui/sandbox-tag";
import { ApiError } from "@/lib/api/fetcher";
import type { CredentialFieldView, SandboxProfile } from "@/lib/contracts/accounts";

type FormProps = {
  id: string;
  fields: readonly CredentialFieldView[];
  /** Made-up people whose name and password fill the form; none for a real account. */
  profiles: readonly SandboxProfile[];
  error: Error | null;
  onSubmit: (fields: Record<string, string>) => void;
};

export function CredentialsForm({ id, fields, profiles, error, onSubmit }: FormProps) {
  const [values, setValues] = useState<Record<string, string>>({});
  const [missing, setMissing] = useState<ReadonlySet<string>>(new Set());
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = Object.fromEntries(fields.map(({ name }) => [name, (values[name] ?? "").trim()]));
    const empty = fields.filter((each) => each.required && !typed[each.name]);
    setMissing(new Set(empty.map((each) => each.name)));
    if (empty.length === 0) onSubmit(typed);
  };
  const apiError = error instanceof ApiError ? error : null;
  const errorOf = (each: CredentialFieldView) =>
    missing.has(each.name) ? "This can’t be empty." : apiError?.field(`fields.${each.name}`);
  const isElsewhere =
    error !== null && !fields.some((each) => apiError?.field(`fields.${each.name}`));
  return (
    <form id={id} className="grid gap-4" onSubmit={submit} noValidate>
      {isElsewhere ? <FieldError>{error.message}</FieldError> : null}
      {profiles.length > 0 ? (
        <SandboxProfiles
          profiles={profiles}
          onUse={(profile) => {
            setMissing(new Set());
            setValues((before) => ({ ...before, ...profile.fields }));
          }}
        />
      ) : null}
      {fields.map((each) => (
        <Field
          key={each.name}
          label={each.required ? each.label : `${each.label} (optional)`}
          hint={each.hint}
          error={errorOf(each)}
        >
          <Input
            name={each.name}
            type={each.secret ? "password" : "text"}
            inputMode={each.name === "url" ? "url" : undefined}
            autoComplete="off"
            spellCheck={false}
            required={each.required}
            value={values[each.name] ?? ""}
            onChange={(event) => {
              const { value } = event.currentTarget;
              setValues((before) => ({ ...before, [each.name]: value }));
            }}
          />
        </Field>
      ))}
    </form>
  );
}

type ProfilesProps = {
  profiles: readonly SandboxProfile[];
  onUse: (profile: SandboxProfile) => void;
};

function SandboxProfiles({ profiles, onUse }: ProfilesProps) {
  return (
    <div className="grid gap-2">
      <SandboxStripe>
        <b className="b">Use a sandbox profile.</b> It fills in the name and the password.
      </SandboxStripe>
      <div className="row wrap">
        {profiles.map((profile) => (
          <Button key={profile.label} size="sm" onClick={() => onUse(profile)}>
            {profile.label}
          </Button>
        ))}
      </div>
    </div>
  );
}
