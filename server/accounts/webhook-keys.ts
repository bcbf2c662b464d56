import { hkdfSync } from "node:crypto";
import type { Platform } from "@/lib/platforms/platform";
import type { Env } from "@/server/env";

type Keys = Pick<Env, "OAUTH_CRYPTO_KEY">;
type AllKeys = Pick<Env, "OAUTH_CRYPTO_KEY" | "OAUTH_CRYPTO_KEY_PREVIOUS">;

const nameOf = (platform: Platform, sandbox: boolean) =>
  `${platform} ${sandbox ? "sandbox" : "real"}`;
const verifyNameOf = (platform: Platform, sandbox: boolean) =>
  `${nameOf(platform, sandbox)} verify token`;

/** Subscriptions that we make ourselves are signed with a secret that we choose; made of the install's key. */
export const ownWebhookSecret = (env: Keys, platform: Platform, sandbox: boolean) =>
  derive(env.OAUTH_CRYPTO_KEY, nameOf(platform, sandbox));

/** What a person types into the platform's settings beside our address. It signs nothing. */
export const verifyTokenOf = (env: Keys, platform: Platform, sandbox: boolean) =>
  derive(env.OAUTH_CRYPTO_KEY, verifyNameOf(platform, sandbox));

/** While the install's key is being changed, what was made of the one before is good too. */
export const listOwnSecrets = (env: AllKeys, platform: Platform, sandbox: boolean) =>
  deriveFromEach(env, nameOf(platform, sandbox));

export const listVerifyTokens = (env: AllKeys, platform: Platform, sandbox: boolean) =>
  deriveFromEach(env, verifyNameOf(platform, sandbox));

function deriveFromEach(env: AllKeys, name: string): string[] {
  const keys = [env.OAUTH_CRYPTO_KEY, env.OAUTH_CRYPTO_KEY_PREVIOUS];
  return keys.flatMap((key) => (key ? [derive(key, name)] : []));
}

function derive(key: string, name: string): string {
  const info = `bandwagon webhook ${name}`;
  return Buffer.from(hkdfSync("sha256", Buffer.from(key, "base64"), "", info, 32)).toString(
    "base64url",
  );
}
