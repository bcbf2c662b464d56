import { and, eq, ne } from "drizzle-orm";
import { Id } from "@/lib/contracts/common";
import type { Platform } from "@/lib/platforms/platform";
import { openCredentials } from "@/server/accounts/account-credentials";
import { appOf, oauthVariable } from "@/server/accounts/callback-url";
import { readVariable } from "@/server/accounts/provider-config";
import { readSandboxApps } from "@/server/accounts/sandbox-apps";
import { listOwnSecrets, listVerifyTokens } from "@/server/accounts/webhook-keys";
import { socialAccounts } from "@/server/db/schema/accounts";
import { getAdapter } from "@/server/platforms/registry";
import type { Runtime } from "@/server/runtime";

/** Whose call it may be. `accountId`: the one account whose address was called. */
export interface Caller {
  platform: Platform;
  sandbox: boolean;
  accountId: string | null;
}

type Needs = Pick<Runtime, "env" | "sandbox" | "database" | "sealer">;

/** Every word with which a proof of ownership may be asked for. */
export function listHandshakeSecrets(
  runtime: Needs,
  platform: Platform,
  sandbox: boolean,
): string[] {
  const hasToken = getAdapter(platform).webhook?.hasVerifyToken ?? false;
  if (hasToken) return listVerifyTokens(runtime.env, platform, sandbox);
  return listSharedSecrets(runtime, platform, sandbox);
}

/** Every secret with which this call may be signed: the platform's, or that of one account. */
export async function listWebhookSecrets(runtime: Needs, caller: Caller): Promise<string[]> {
  const { platform, sandbox, accountId } = caller;
  if (accountId === null) return listSharedSecrets(runtime, platform, sandbox);
  const secret = await findAccountSecret(runtime, { ...caller, accountId });
  return secret ? [secret] : [];
}

function listSharedSecrets(runtime: Needs, platform: Platform, sandbox: boolean): string[] {
  const app = sandbox ? findSandboxSecret(runtime, platform) : findAppSecret(runtime.env, platform);
  return [...(app ? [app] : []), ...listOwnSecrets(runtime.env, platform, sandbox)];
}

function findSandboxSecret(runtime: Needs, platform: Platform): string | undefined {
  const apps = readSandboxApps(runtime);
  return (apps?.[platform] ?? apps?.[appOf(platform)])?.webhookSecret;
}

/** The app's client secret; where it was given a consumer secret beside it, that one signs. */
function findAppSecret(env: Runtime["env"], platform: Platform): string | null {
  const read = (part: string) => readVariable(env, oauthVariable(platform, part));
  return read("CONSUMER_SECRET") ?? read("CLIENT_SECRET");
}

/** Sites that are connected by a form sign with the secret they were given then. */
async function findAccountSecret(
  runtime: Needs,
  { platform, sandbox, accountId }: Caller & { accountId: string },
): Promise<string | undefined> {
  if (!Id.safeParse(accountId).success) return undefined;
  const [account] = await runtime.database.db
    .select({ id: socialAccounts.id, sealedCredentials: socialAccounts.sealedCredentials })
    .from(socialAccounts)
    .where(
      and(
        eq(socialAccounts.id, accountId),
        eq(socialAccounts.platform, platform),
        eq(socialAccounts.sandbox, sandbox),
        ne(socialAccounts.status, "disconnected"),
      ),
    );
  const credentials = account ? openCredentials(runtime, account) : null;
  return credentials?.kind === "form" ? credentials.values.signingSecret : undefined;
}
