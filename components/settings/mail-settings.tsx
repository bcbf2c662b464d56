"use client";

import { CheckCircleIcon, WarningCircleIcon } from "@phosphor-icons/react/ssr";
import { type FormEvent, useState } from "react";
import { useMailSettings } from "@/components/settings/use-mail-settings";
import { Button } from "@/components/ui/button";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Section } from "@/components/ui/section";
import { Select } from "@/components/ui/select";
import { errorsOfApi, type FormErrors } from "@/lib/api/form-errors";
import type { MailSettingsView, MailTestView, SaveMailSettings } from "@/lib/contracts/reports";

const SECURITY = [
  { value: "starttls", label: "STARTTLS, mostly at port 587" },
  { value: "tls", label: "TLS from the start, mostly at port 465" },
  { value: "none", label: "None, for servers that EGRESS_ALLOW names" },
];

const STANDING = {
  workspace: "Scheduled reports go out by this server.",
  environment: "Scheduled reports go out by the mail server of this installation.",
  none: "No mail server is set: scheduled reports are kept here, to be downloaded.",
} as const;

/** Where scheduled reports are handed in. */
export function MailSettings({ initial }: { initial: MailSettingsView }) {
  const { settings, save, remove, test } = useMailSettings(initial);
  return (
    <Section title="Mail server">
      <div className="grid gap-4 max-w-[560px]">
        <p className="finding">{STANDING[settings.source]}</p>
        {settings.source === "environment" ? (
          <p className="t2">
            They come from {settings.sender}. A server that you name here is used instead.
          </p>
        ) : null}
        <MailForm key={settings.source} settings={settings} save={save} />
        <div className="row wrap">
          {settings.source === "none" ? null : (
            <Button loading={test.isPending} onClick={() => test.mutate()}>
              Test connection
            </Button>
          )}
          {settings.source === "workspace" ? (
            <Button variant="danger" loading={remove.isPending} onClick={() => remove.mutate()}>
              Remove this server
            </Button>
          ) : null}
        </div>
        <TestAnswer
          answer={test.data ?? (test.error ? { ok: false, message: test.error.message } : null)}
        />
      </div>
    </Section>
  );
}

type MailFormProps = {
  settings: MailSettingsView;
  save: ReturnType<typeof useMailSettings>["save"];
};

function MailForm({ settings, save }: MailFormProps) {
  const [errors, setErrors] = useState<FormErrors>({});
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? "");
    const password = text("password");
    setErrors({});
    const body: SaveMailSettings = {
      host: text("host"),
      port: Number(text("port")),
      security: text("security") as SaveMailSettings["security"],
      userName: text("userName") || null,
      sender: text("sender"),
      ...(password ? { password } : {}),
    };
    save.mutate(body, { onError: (error) => setErrors(errorsOfApi(error)) });
  };
  return (
    <form className="grid gap-4" onSubmit={submit} noValidate>
      <Field label="Server" error={errors.host}>
        <Input
          name="host"
          autoComplete="off"
          placeholder="smtp.example.com"
          defaultValue={settings.host ?? ""}
        />
      </Field>
      <Field label="Security" error={errors.security}>
        <Select name="security" options={SECURITY} defaultValue={settings.security ?? "starttls"} />
      </Field>
      <Field label="Port" error={errors.port}>
        <Input name="port" inputMode="numeric" defaultValue={settings.port ?? 587} />
      </Field>
      <Field label="User name" hint="Empty where it asks for none" error={errors.userName}>
        <Input name="userName" autoComplete="off" defaultValue={settings.userName ?? ""} />
      </Field>
      <Field
        label="Password"
        hint={settings.hasPassword ? "One is kept, sealed. Empty: it stays." : "It is kept sealed"}
        error={errors.password}
      >
        <Input name="password" type="password" autoComplete="new-password" />
      </Field>
      <Field label="Sender" hint="The address that reports come from" error={errors.sender}>
        <Input
          name="sender"
          type="email"
          autoComplete="off"
          placeholder="reports@example.com"
          defaultValue={settings.source === "workspace" ? (settings.sender ?? "") : ""}
        />
      </Field>
      {errors.form ? <FieldError>{errors.form}</FieldError> : null}
      <div>
        <Button type="submit" variant="primary" loading={save.isPending}>
          Save mail server
        </Button>
      </div>
    </form>
  );
}

function TestAnswer({ answer }: { answer: MailTestView | null }) {
  const Mark = answer?.ok ? CheckCircleIcon : WarningCircleIcon;
  return (
    <p role="status" className="row items-start">
      {answer ? (
        <>
          <Mark
            className={answer.ok ? "i ok-c" : "i danger-c"}
            weight="fill"
            aria-label={answer.ok ? "It works" : "It does not work"}
          />
          <span>{answer.message}</span>
        </>
      ) : null}
    </p>
  );
}
