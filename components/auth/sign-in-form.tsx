"use client";

import { signIn } from "next-auth/react";
import { type FormEvent, useState } from "react";
import { signInWithPassword } from "@/components/providers/sign-in";
import { Button } from "@/components/ui/button";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type SignInFormProps = {
  /** Where to go after; a path of this site. */
  next: string;
  /** Label of the OIDC issuer, if there is one. */
  oidcLabel: string | null;
  message: string | null;
};

export function SignInForm({ next, oidcLabel, message }: SignInFormProps) {
  const [problem, setProblem] = useState<string | null>(message);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    const failure = await signInWithPassword(
      String(form.get("email")),
      String(form.get("password")),
    );
    if (!failure) return location.assign(next);
    setProblem(failure);
    setBusy(false);
  }

  return (
    <form className="grid gap-3.5" onSubmit={submit}>
      <Field label="Email">
        <Input name="email" type="email" autoComplete="username" required />
      </Field>
      <Field label="Password">
        <Input name="password" type="password" autoComplete="current-password" required />
      </Field>
      {problem ? <FieldError>{problem}</FieldError> : null}
      <Button type="submit" variant="primary" wide loading={busy}>
        Sign in
      </Button>
      {oidcLabel ? (
        <Button wide onClick={() => signIn("oidc", { callbackUrl: next })}>
          Continue with {oidcLabel}
        </Button>
      ) : null}
    </form>
  );
}
