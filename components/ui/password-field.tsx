"use client";

import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

const least = 10;
const strong = 16;

type PasswordFieldProps = { label?: string; name?: string; error: string | undefined };

/** A password to choose: its hint counts along. */
export function PasswordField({
  label = "Password",
  name = "password",
  error,
}: PasswordFieldProps) {
  const [length, setLength] = useState(0);
  return (
    <Field label={label} hint={strengthHint(length)} error={error}>
      <Input
        name={name}
        type="password"
        autoComplete="new-password"
        required
        onChange={(event) => setLength(event.target.value.length)}
      />
    </Field>
  );
}

function strengthHint(length: number): string {
  if (length === 0) return `At least ${least} characters. Long beats odd`;
  if (length < least) return `${length} characters, ${least - length} more to go`;
  return `${length} characters, that is ${length < strong ? "fine" : "strong"}`;
}
