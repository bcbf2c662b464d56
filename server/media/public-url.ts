import { createHmac, hkdfSync } from "node:crypto";
import { equalSecrets } from "@/server/crypto/tokens";
import type { Env } from "@/server/env";

type KeyEnv = Pick<Env, "OAUTH_CRYPTO_KEY">;

function sign(env: KeyEnv, mediaId: string): string {
  const master = Buffer.from(env.OAUTH_CRYPTO_KEY, "base64");
  const key = Buffer.from(hkdfSync("sha256", master, "", "bandwagon media links", 32));
  return createHmac("sha256", key).update(mediaId).digest("base64url");
}

/**
 * Where a site that was sent a post fetches its media without a session. The same on every attempt,
 * since it stands in the signed body that a retry must repeat to the letter.
 */
export function publicMediaUrl(env: KeyEnv & Pick<Env, "APP_URL">, mediaId: string): string {
  return `${env.APP_URL}/media/${mediaId}/${sign(env, mediaId)}`;
}

export function isMediaSignature(env: KeyEnv, mediaId: string, signature: string): boolean {
  return equalSecrets(signature, sign(env, mediaId));
}
