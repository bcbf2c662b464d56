"use client";

import { type FormEvent, useState } from "react";
import { useConnectCredentials } from "@/components/accounts/use-accounts";
import { Button } from "@/components/ui/button";
import { CopyField } from "@/components/ui/copy-field";
import { ErrorMessage } from "@/components/ui/error-message";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Sheet } from "@/components/ui/sheet";
import { ApiError } from "@/lib/api/fetcher";
import type {
  AccountView,
  ConnectedByCredentials,
  CredentialFieldView,
  PlatformSetup,
} from "@/lib/contracts/accounts";

type Props = {
  setup: PlatformSetup;
  /** Set when a known account is connected again. */
  account: AccountView | null;
  onClose: () => void;
};

const formId = "credentials-form";

/** For platforms that take an address and a key. What was made for the site is shown here, once. */
export function CredentialsSheet({ setup, account, onClose }: Props) {
  const connect = useConnectCredentials();
  const done = connect.data;
  const verb = account ? `Reconnect ${account.handle}` : `Connect a ${setup.label.toLowerCase()}`;
  const footer = done ? (
    <Button variant="primary" onClick={onClose}>
      {done.generated.length > 0 ? "I have stored it" : "Done"}
    </Button>
  ) : (
    <>
      <Button onClick={onClose}>Cancel</Button>
      <Button variant="primary" type="submit" form={formId} loading={connect.isPending}>
        Test and connect
      </Button>
    </>
  );
  return (
    <Sheet
      open
      onOpenChange={(isOpen) => (isOpen ? null : onClose())}
      title={verb}
      description="Your site is called once to see that it answers."
      footer={footer}
    >
      {done ? (
        <Done result={done} setup={setup} />
      ) : (
        <CredentialsForm
          fields={setup.fields}
          error={connect.error}
          onSubmit={(fields) =>
            connect.mutate({
              platform: setup.platform,
              fields,
              ...(account ? { accountId: account.id } : {}),
            })
          }
        />
      )}
    </Sheet>
  );
}

type FormProps = {
  fields: readonly CredentialFieldView[];
  error: Error | null;
  onSubmit: (fields: Record<string, string>) => void;
};

function CredentialsForm({ fields, error, onSubmit }: FormProps) {
  const [missing, setMissing] = useState<ReadonlySet<string>>(new Set());
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const values = Object.fromEntries(fields.map((each) => [each.name, readField(form, each)]));
    const empty = fields.filter((each) => each.required && !values[each.name]);
    setMissing(new Set(empty.map((each) => each.name)));
    if (empty.length === 0) onSubmit(values);
  };
  const apiError = error instanceof ApiError ? error : null;
  const errorOf = (each: CredentialFieldView) =>
    missing.has(each.name) ? "This can’t be empty." : apiError?.field(`fields.${each.name}`);
  const isElsewhere =
    error !== null && !fields.some((each) => apiError?.field(`fields.${each.name}`));
  return (
    <form id={formId} className="grid gap-4" onSubmit={submit} noValidate>
      {isElsewhere ? <FieldError>{error.message}</FieldError> : null}
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
          />
        </Field>
      ))}
    </form>
  );
}

const readField = (form: FormData, field: CredentialFieldView) =>
  String(form.get(field.name) ?? "").trim();

function Done({ result, setup }: { result: ConnectedByCredentials; setup: PlatformSetup }) {
  const labelOf = (name: string) => setup.fields.find((each) => each.name === name)?.label ?? name;
  return (
    <div className="grid gap-4" role="status">
      <h3 className="finding">{result.account.displayName} is connected</h3>
      {result.generated.map((each) => (
        <Field
          key={each.name}
          label={labelOf(each.name)}
          hint="Shown only now. Store it on your site: with it the site tells our posts from forged ones."
        >
          <CopyField value={each.value} what={labelOf(each.name).toLowerCase()} />
        </Field>
      ))}
      {result.warnings.map((warning) => (
        <ErrorMessage key={warning} title={warning}>
          The account works. Mend this on the site before others find it.
        </ErrorMessage>
      ))}
    </div>
  );
}
