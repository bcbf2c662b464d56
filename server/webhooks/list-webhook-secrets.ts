import { hkdfSync } from "node:crypto";
import { and, eq, ne } from "drizzle-orm";
import type { Platform } from "@/lib/platforms/catalog";
import { openCredentials } from "@/server/accounts/account-credentials";
import { readSandboxApps } from "@/server/accounts/sandbox-apps";
import { socialAccounts } from "@/server/db/schema/accounts";
import type { Runtime } from "@/server/runtime";

export interface WebhookSecret {
  secret: string;
  /** Set where each account has a secret of its own. */
  accountId: string | null;
}

type Needs = Pick<Runtime, "env" | "sandbox" | "database" | "sealer">;

/** Subscriptions that we make ourselves are signed with a secret that we choose; made of the install's key. */
export function ownWebhookSecret(
  env: Pick<Runtime["env"], "OAUTH_CRYPTO_KEY">,
  purpose: string,
): string {
  return deriveSecret(env.OAUTH_CRYPTO_KEY, purpose);
}

function deriveSecret(key: string, purpose: string): string {
  const info = `bandwagon webhook ${purpose}`;
  return Buffer.from(hkdfSync("sha256", Buffer.from(key, "base64"), "", info, 32)).toString(
    "base64url",
  );
}

export const secretPurpose = (platform: Platform, sandbox: boolean) =>
  `${platform} ${sandbox ? "sandbox" : "real"}`;

/** Every secret with which a call from this platform, in this world, may be signed. */
export async function listWebhookSecrets(
  runtime: Needs,
  platform: Platform,
  sandbox: boolean,
): Promise<WebhookSecret[]> {
  const { env } = runtime;
  const purpose = secretPurpose(platform, sandbox);
  const keys = [env.OAUTH_CRYPTO_KEY, env.OAUTH_CRYPTO_KEY_PREVIOUS];
  const shared = [
    sandbox
      ? readSandboxApps(runtime)?.[platform]?.webhookSecret
      : readConsumerSecret(env, platform),
    ...keys.map((key) => (key ? deriveSecret(key, purpose) : undefined)),
  ];
  return [
    ...shared.flatMap((secret) => (secret ? [{ secret, accountId: null }] : [])),
    ...(await listAccountSecrets(runtime, platform, sandbox)),
  ];
}

function readConsumerSecret(env: Runtime["env"], platform: Platform): string | undefined {
  const value = env[`OAUTH_${platform.toUpperCase()}_CONSUMER_SECRET` as keyof Runtime["env"]];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Sites that are connected by a form sign with the secret they were given then. */
async function listAccountSecrets(
  runtime: Needs,
  platform: Platform,
  sandbox: boolean,
): Promise<WebhookSecret[]> {
  const accounts = await runtime.database.db
    .select({ id: socialAccounts.id, sealedCredentials: socialAccounts.sealedCredentials })
    .from(socialAccounts)
    .where(
      and(
        eq(socialAccounts.platform, platform),
        eq(socialAccounts.sandbox, sandbox),
        ne(socialAccounts.status, "disconnected"),
      ),
    )
    .limit(500);
  return accounts.flatMap((account) => {
    const credentials = openCredentials(runtime, account);
    const secret = credentials?.kind === "form" ? credentials.values.signingSecret : undefined;
    return secret ? [{ secret, accountId: account.id }] : [];
  });
}
