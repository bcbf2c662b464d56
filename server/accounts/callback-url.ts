import { catalog } from "@/lib/platforms/catalog";
import type { Platform } from "@/lib/platforms/platform";
import type { Env } from "@/server/env";

/** The platform whose developer app stands for this one: its own, unless several share one. */
export const appOf = (platform: Platform): Platform => catalog[platform].oauthApp ?? platform;

/** `OAUTH_<APP>_<PART>`: platforms that share an app share its variables. */
export const oauthVariable = (platform: Platform, part: string) =>
  `OAUTH_${appOf(platform).toUpperCase()}_${part}`;

/** The redirect URL registered with a platform's app: as configured, else below APP_URL. */
export function callbackUrl(
  { providers, APP_URL }: Pick<Env, "providers" | "APP_URL">,
  platform: Platform,
): string {
  const configured = providers[oauthVariable(platform, "REDIRECT_URI")];
  return configured ?? `${APP_URL}/api/oauth/${appOf(platform)}/callback`;
}
