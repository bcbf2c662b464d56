"use client";

import { useDoorForm } from "@/components/auth/use-door-form";
import { Button } from "@/components/ui/button";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PasswordField } from "@/components/ui/password-field";

type JoinFormProps = {
  token: string;
  email: string;
  workspace: string;
  /** They sign in on this server already, and join with that password. */
  isKnown: boolean;
};

export function JoinForm({ token, email, workspace, isKnown }: JoinFormProps) {
  const { errors, busy, submit, change } = useDoorForm("/api/invitations/accept", token);
  return (
    <form onSubmit={submit} onChange={change} noValidate>
      <Field label="Email" hint="The invitation is for this email">
        <Input type="email" autoComplete="username" value={email} readOnly />
      </Field>
      {isKnown ? (
        <Field
          label="Your password"
          hint="The one you sign in with on this server"
          error={errors.password}
        >
          <Input name="password" type="password" autoComplete="current-password" required />
        </Field>
      ) : (
        <>
          <Field label="Your name" error={errors.name}>
            <Input name="name" autoComplete="name" required />
          </Field>
          <PasswordField error={errors.password} />
        </>
      )}
      {errors.form ? <FieldError>{errors.form}</FieldError> : null}
      <Button type="submit" variant="primary" wide loading={busy}>
        Join {workspace}
      </Button>
    </form>
  );
}
