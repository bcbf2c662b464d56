import { catalog } from "@/lib/platforms/catalog";
import type { Platform } from "@/lib/platforms/platform";

/** What is asked for and was not granted. A platform that tells no scopes lacks none. */
export function listMissingScopes(platform: Platform, granted: readonly string[]): string[] {
  return listLacking(catalog[platform].scopes, granted);
}

/** What was not granted of these. */
export function listLacking(wanted: readonly string[], granted: readonly string[]): string[] {
  if (granted.length === 0) return [];
  return wanted.filter((scope) => !granted.includes(scope));
}
