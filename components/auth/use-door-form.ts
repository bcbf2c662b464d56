"use client";

import { type ChangeEvent, type FormEvent, useState } from "react";
import { signInWithPassword } from "@/components/providers/sign-in";
import { apiFetch } from "@/lib/api/fetcher";
import { errorsOfApi, type FormErrors } from "@/lib/api/form-errors";
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
  /** What is typed anew is not wrong before the server has seen it. */
  const change = ({ target }: ChangeEvent<HTMLFormElement>) =>
    errors[target.name] ? setErrors({ ...errors, [target.name]: undefined }) : undefined;
  return { errors, busy, submit, change };
}
