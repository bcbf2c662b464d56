"use client";

import { type FormEvent, useState } from "react";
import { errorsOfApi, type FormErrors } from "@/components/auth/form-errors";
import { signInWithPassword } from "@/components/auth/use-sign-in";
import { apiFetch } from "@/lib/api/fetcher";
import type { SignInName } from "@/lib/contracts/auth";

/** A form behind a link: it spends the link, then signs in with the password just typed. */
export function useDoorForm(path: string, token: string) {
  const [errors, setErrors] = useState<FormErrors>({});
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const values = Object.fromEntries(new FormData(event.currentTarget));
    setBusy(true);
    setErrors({});
    try {
      const { email } = await apiFetch<SignInName>(path, {
        method: "POST",
        body: { ...values, token },
      });
      const problem = await signInWithPassword(email, String(values.password));
      location.assign(problem ? "/sign-in" : "/");
    } catch (error) {
      setErrors(errorsOfApi(error));
      setBusy(false);
    }
  }
  return { errors, busy, submit };
}
