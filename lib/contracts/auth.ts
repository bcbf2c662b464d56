import { z } from "zod";

export const Email = z.email("Give an email address, as ines@example.com.").max(254);
export const NewPassword = z
  .string()
  .min(10, "Use at least 10 characters. Long beats odd.")
  .max(200, "Use at most 200 characters.");
export const PersonName = z.string().trim().min(1, "Tell us your name.").max(80);

export const Setup = z.object({
  name: PersonName,
  workspace: z
    .string()
    .trim()
    .min(1, "Name the workspace: usually one client or one brand.")
    .max(80),
  email: Email,
  password: NewPassword,
  timeZone: z.string().max(64).default("UTC"),
  code: z.string().trim().max(20).optional(),
});
export type Setup = z.infer<typeof Setup>;

export const ResetPassword = z.object({
  token: z.string().min(1).max(200),
  password: NewPassword,
});
export type ResetPassword = z.infer<typeof ResetPassword>;

export const ChangePassword = z.object({
  current: z.string().min(1, "Give the password you use now.").max(200),
  password: NewPassword,
});
export type ChangePassword = z.infer<typeof ChangePassword>;

/** Who may sign in now: the page signs in with the password that was just typed. */
export const SignInName = z.object({ email: z.string() });
export type SignInName = z.infer<typeof SignInName>;

/** Why a person whom the issuer knows may not come in, by the code that the address carries. */
export const OIDC_REFUSALS = {
  not_a_member: "You are not a member yet. Ask an owner for an invitation, then sign in again.",
  other_identity: "This email belongs to another identity. Sign in with your password instead.",
} as const;
export type OidcRefusal = keyof typeof OIDC_REFUSALS;
