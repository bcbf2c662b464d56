import { z } from "zod";
import type { Ctx } from "@/server/context";

const OAuthCredentials = z.object({
  accessToken: z.string().min(1),
  refreshToken: z.string().min(1).nullable().default(null),
});
export type OAuthCredentials = z.infer<typeof OAuthCredentials>;

const FormValues = z.record(z.string(), z.string());
// Marked as a form: its fields may have the names of the other kind.
const FormCredentials = z.object({ form: FormValues });

export type AccountCredentials =
  | ({ kind: "oauth" } & OAuthCredentials)
  | { kind: "form"; values: Record<string, string> };

type Runtime = Pick<Ctx["runtime"], "sealer">;

/** Sealed for one row: moved to another account it does not open. */
export function sealCredentials(
  runtime: Runtime,
  accountId: string,
  credentials: AccountCredentials,
): string {
  const plain =
    credentials.kind === "oauth"
      ? { accessToken: credentials.accessToken, refreshToken: credentials.refreshToken }
      : { form: credentials.values };
  return runtime.sealer.seal(JSON.stringify(plain), accountId);
}

/** Null when the account was disconnected and its credentials are gone. */
export function openCredentials(
  runtime: Runtime,
  account: { id: string; sealedCredentials: string },
): AccountCredentials | null {
  if (account.sealedCredentials === "") return null;
  const plain: unknown = JSON.parse(runtime.sealer.open(account.sealedCredentials, account.id));
  const marked = FormCredentials.safeParse(plain);
  if (marked.success) return { kind: "form", values: marked.data.form };
  const oauth = OAuthCredentials.safeParse(plain);
  if (oauth.success) return { kind: "oauth", ...oauth.data };
  return { kind: "form", values: FormValues.parse(plain) };
}
