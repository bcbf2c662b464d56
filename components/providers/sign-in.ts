"use client";

import { signIn } from "next-auth/react";

const wrong =
  "The email or the password is not right. Check both, or ask an owner for a reset link.";

/** Signs in and returns what went wrong in words, or null. */
export async function signInWithPassword(email: string, password: string): Promise<string | null> {
  const answer = await signIn("credentials", { email, password, redirect: false }).catch(
    () => null,
  );
  if (!answer) return "Bandwagon did not answer. Check the connection and try again.";
  if (answer.ok && !answer.error) return null;
  return answer.error === "CredentialsSignin" || !answer.error ? wrong : answer.error;
}
