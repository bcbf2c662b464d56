"use client";

import { ArrowRightIcon } from "@phosphor-icons/react/ssr";
import { type FocusEvent, type FormEvent, useState } from "react";
import { signInWithPassword } from "@/components/providers/sign-in";
import { Button } from "@/components/ui/button";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PasswordField } from "@/components/ui/password-field";
import { apiFetch } from "@/lib/api/fetcher";
import { errorsOfApi, errorsOfParse, type FormErrors } from "@/lib/api/form-errors";
import { Setup } from "@/lib/contracts/auth";

/** What stands in the form, against the contract. */
const parse = (form: HTMLFormElement) =>
  Setup.safeParse({ ...Object.fromEntries(new FormData(form)), timeZone: browserZone() });

const browserZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

export function SetupForm({ needsCode }: { needsCode: boolean }) {
  const [errors, setErrors] = useState<FormErrors>({});
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const parsed = parse(event.currentTarget);
    if (!parsed.success) return setErrors(errorsOfParse(parsed.error));
    setBusy(true);
    setErrors({});
    try {
      await apiFetch("/api/setup", { method: "POST", body: parsed.data });
      const problem = await signInWithPassword(parsed.data.email, parsed.data.password);
      if (problem) setErrors({ form: problem });
      else location.assign("/");
    } catch (error) {
      setErrors(errorsOfApi(error));
    } finally {
      setBusy(false);
    }
  }

  /** A field that was wrong is read again when it is left. */
  function recheck({ currentTarget, target }: FocusEvent<HTMLFormElement>) {
    const { name } = target;
    if (!errors[name]) return;
    const parsed = parse(currentTarget);
    const message = parsed.success ? undefined : errorsOfParse(parsed.error)[name];
    setErrors({ ...errors, [name]: message });
  }

  return (
    <form className="grid gap-3.5" onSubmit={submit} onBlur={recheck} noValidate>
      <Field label="Your name" error={errors.name}>
        <Input name="name" autoComplete="name" required />
      </Field>
      <Field label="Workspace" hint="Usually one client or one brand" error={errors.workspace}>
        <Input name="workspace" autoComplete="organization" required />
      </Field>
      <Field label="Email" error={errors.email}>
        <Input name="email" type="email" autoComplete="username" required />
      </Field>
      <PasswordField error={errors.password} />
      {needsCode ? (
        <Field label="Setup code" hint="The server printed it in its terminal" error={errors.code}>
          <Input name="code" inputMode="numeric" autoComplete="one-time-code" required />
        </Field>
      ) : null}
      {errors.form ? <FieldError>{errors.form}</FieldError> : null}
      <Button type="submit" variant="primary" wide loading={busy}>
        Create workspace
        <ArrowRightIcon className="i" aria-hidden="true" />
      </Button>
    </form>
  );
}
