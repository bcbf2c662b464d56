"use client";

import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useId, useState } from "react";
import { signInWithPassword } from "@/components/providers/sign-in";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, FieldError } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { PasswordField } from "@/components/ui/password-field";
import { Section } from "@/components/ui/section";
import { Sheet } from "@/components/ui/sheet";
import { toast } from "@/components/ui/toast";
import { apiFetch } from "@/lib/api/fetcher";
import { errorsOfApi, type FormErrors } from "@/lib/api/form-errors";
import type { SignInName } from "@/lib/contracts/auth";

/** What everybody may do about their own sign-in, whatever their role. */
export function OwnSignIn({ email }: { email: string | null }) {
  const [changing, setChanging] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const leave = useMutation({
    mutationFn: () => apiFetch<void>("/api/members/me/sign-out-everywhere", { method: "POST" }),
    onSuccess: () => location.assign("/sign-in"),
    onError: (error) => {
      setLeaving(false);
      toast.error("You are still signed in everywhere", { detail: error.message });
    },
  });
  return (
    <Section title="Your sign-in" note={email}>
      <div className="row wrap">
        <Button onClick={() => setChanging(true)}>Change password</Button>
        <Button onClick={() => setLeaving(true)}>Sign out everywhere</Button>
      </div>
      <PasswordSheet open={changing} onOpenChange={setChanging} />
      <Dialog
        open={leaving}
        onOpenChange={setLeaving}
        title="Sign out everywhere?"
        description="Every browser and device where you are signed in is signed out, this one too. API tokens go on working."
        confirmLabel="Sign out everywhere"
        cancelLabel="Stay signed in"
        danger
        loading={leave.isPending}
        onConfirm={() => leave.mutate()}
      />
    </Section>
  );
}

type PasswordSheetProps = { open: boolean; onOpenChange: (open: boolean) => void };

function PasswordSheet({ open, onOpenChange }: PasswordSheetProps) {
  const formId = useId();
  const [busy, setBusy] = useState(false);
  return (
    <Sheet
      open={open}
      onOpenChange={onOpenChange}
      title="Change your password"
      description="Every other browser and device is signed out"
      footer={
        <Button type="submit" form={formId} variant="primary" loading={busy}>
          Change password
        </Button>
      }
    >
      <PasswordForm id={formId} onBusy={setBusy} onDone={() => onOpenChange(false)} />
    </Sheet>
  );
}

type PasswordFormProps = { id: string; onBusy: (busy: boolean) => void; onDone: () => void };

function PasswordForm({ id, onBusy, onDone }: PasswordFormProps) {
  const [errors, setErrors] = useState<FormErrors>({});
  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const body = Object.fromEntries(new FormData(event.currentTarget));
    onBusy(true);
    setErrors({});
    try {
      const { email } = await apiFetch<SignInName>("/api/members/me/password", {
        method: "POST",
        body,
      });
      // This session ended with the others; the new password opens the next one.
      const problem = await signInWithPassword(email, String(body.password));
      if (problem) return location.assign("/sign-in");
      toast.success("Password changed");
      onDone();
    } catch (error) {
      setErrors(errorsOfApi(error));
    } finally {
      onBusy(false);
    }
  }
  return (
    <form id={id} className="grid gap-4" onSubmit={submit} noValidate>
      <Field label="Password now" error={errors.current}>
        <Input name="current" type="password" autoComplete="current-password" required />
      </Field>
      <PasswordField label="New password" error={errors.password} />
      {errors.form ? <FieldError>{errors.form}</FieldError> : null}
    </form>
  );
}
