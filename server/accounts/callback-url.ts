import type { Env } from "@/server/env";

/** The redirect URL registered with a platform: as configured, else below APP_URL. */
export function callbackUrl(env: Env, platform: string): string {
  const configured = env[`OAUTH_${platform.toUpperCase()}_REDIRECT_URI` as keyof Env];
  return typeof configured === "string"
    ? configured
    : `${env.APP_URL}/api/oauth/${platform}/callback`;
}
