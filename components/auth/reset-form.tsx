"use client";

import { useDoorForm } from "@/components/auth/use-door-form";
import { Button } from "@/components/ui/button";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PasswordField } from "@/components/ui/password-field";

export function ResetForm({ token, email }: { token: string; email: string }) {
  const { errors, busy, submit, change } = useDoorForm("/api/members/reset-password", token);
  return (
    <form onSubmit={submit} onChange={change} noValidate>
      <Field label="Email">
        <Input type="email" autoComplete="username" value={email} readOnly />
      </Field>
      <PasswordField label="New password" error={errors.password} />
      {errors.form ? <FieldError>{errors.form}</FieldError> : null}
      <Button type="submit" variant="primary" wide loading={busy}>
        Set password and sign in
      </Button>
    </form>
  );
}
