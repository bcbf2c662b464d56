"use client";

import { ArrowRightIcon } from "@phosphor-icons/react/ssr";
import { type FormEvent, useState } from "react";
import { signInWithPassword } from "@/components/auth/use-sign-in";
import { Button } from "@/components/ui/button";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { ApiError, apiFetch } from "@/lib/api/fetcher";
import { Setup } from "@/lib/contracts/auth";

type Errors = Partial<Record<string, string>>;

const browserZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

export function SetupForm({ needsCode }: { needsCode: boolean }) {
  const [errors, setErrors] = useState<Errors>({});
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const values = Object.fromEntries(new FormData(event.currentTarget));
    const parsed = Setup.safeParse({ ...values, timeZone: browserZone() });
    if (!parsed.success) {
      setErrors(Object.fromEntries(parsed.error.issues.map((i) => [i.path.join("."), i.message])));
      return;
    }
    setBusy(true);
    setErrors({});
    try {
      await apiFetch("/api/setup", { method: "POST", body: parsed.data });
      const problem = await signInWithPassword(parsed.data.email, parsed.data.password);
      if (problem) setErrors({ form: problem });
      else location.assign("/");
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const fields = error.problem.errors?.map((e) => [e.path, e.message]) ?? [
        ["form", error.message],
      ];
      setErrors(Object.fromEntries(fields));
    } finally {
      setBusy(false);
    }
  }

  return (
    <form className="grid gap-3.5" onSubmit={submit} noValidate>
      <Field label="Your name" error={errors.name}>
        <Input name="name" autoComplete="name" required />
      </Field>
      <Field label="Workspace" hint="Usually one client or one brand" error={errors.workspace}>
        <Input name="workspace" autoComplete="organization" required />
      </Field>
      <Field label="Email" error={errors.email}>
        <Input name="email" type="email" autoComplete="username" required />
      </Field>
      <Field label="Password" hint={strengthHint(password)} error={errors.password}>
        <Input
          name="password"
          type="password"
          autoComplete="new-password"
          required
          onChange={(event) => setPassword(event.target.value)}
        />
      </Field>
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

function strengthHint(password: string): string {
  if (password.length === 0) return "At least 10 characters. Long beats odd";
  if (password.length < 10)
    return `${password.length} characters, ${10 - password.length} more to go`;
  return `${password.length} characters, that is ${password.length < 16 ? "fine" : "strong"}`;
}
