import { createHmac, hkdfSync } from "node:crypto";
import { equalSecrets, randomToken } from "@/server/crypto/tokens";
import type { Env } from "@/server/env";

type Keys = Pick<Env, "OAUTH_CRYPTO_KEY" | "OAUTH_CRYPTO_KEY_PREVIOUS">;

/** What a link opens: one for approvals is no link to a report. */
export type LinkPurpose = "approval links" | "report links";

function sign(key: string, purpose: LinkPurpose, secret: string): string {
  const master = Buffer.from(key, "base64");
  const own = Buffer.from(hkdfSync("sha256", master, "", `bandwagon ${purpose}`, 32));
  return createHmac("sha256", own).update(secret).digest("base64url");
}

/** A random secret with its signature, so that what was never made here is refused unread. */
export function createLinkToken(env: Keys, purpose: LinkPurpose): string {
  const secret = randomToken();
  return `${secret}.${sign(env.OAUTH_CRYPTO_KEY, purpose, secret)}`;
}

/** While the install's key is being changed, links made under the one before still work. */
export function isLinkToken(env: Keys, purpose: LinkPurpose, token: string): boolean {
  const [secret, signature, ...rest] = token.split(".");
  if (!secret || !signature || rest.length > 0) return false;
  return [env.OAUTH_CRYPTO_KEY, env.OAUTH_CRYPTO_KEY_PREVIOUS].some(
    (key) => key !== undefined && equalSecrets(signature, sign(key, purpose, secret)),
  );
}
