import { z } from "zod";
import type { SandboxProfile } from "@/lib/contracts/accounts";
import type { Platform } from "@/lib/platforms/platform";
import type { Ctx } from "@/server/context";
import type { CredentialField } from "@/server/platforms/adapter";
import { callSandbox, isSandboxOn } from "@/server/sandbox-control/call-sandbox";

const Accounts = z.object({
  accounts: z.array(
    z.object({
      platform: z.string(),
      username: z.string(),
      name: z.string(),
      password: z.string().nullish(),
    }),
  ),
});
type Account = z.infer<typeof Accounts>["accounts"][number];

/** Every made-up person of the sandbox with a password. Empty while it does not answer. */
export async function listSandboxProfiles(runtime: Ctx["runtime"]): Promise<Account[]> {
  if (!isSandboxOn(runtime)) return [];
  try {
    const { body } = await callSandbox(runtime, { path: "accounts" });
    return Accounts.parse(body).accounts.filter((each) => each.password);
  } catch (error) {
    runtime.log.warn({ err: error }, "the sandbox did not list its profiles");
    return [];
  }
}

/** What the connect form is filled with: the name where it asks for one, the password where it is secret. */
export function toSandboxProfiles(
  accounts: readonly Account[],
  platform: Platform,
  fields: readonly CredentialField[],
): SandboxProfile[] {
  const name = fields.find((field) => field.required && !field.secret)?.name;
  const secret = fields.find((field) => field.secret)?.name;
  if (!name || !secret) return [];
  return accounts
    .filter((each) => each.platform === platform)
    .map(({ name: label, username, password }) => ({
      label: `${label} (${username})`,
      fields: { [name]: username, [secret]: password ?? "" },
    }));
}
