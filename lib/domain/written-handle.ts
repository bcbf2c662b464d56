import { catalog } from "@/lib/platforms/catalog";
import type { Platform } from "@/lib/platforms/platform";

/** "@name" where people are written so; hosts, numbers and titles stay as they are stored. */
export function writtenHandle(platform: Platform, handle: string): string {
  const isName = catalog[platform].noun === "Profile" && /^@?[\w.-]+$/.test(handle);
  return isName ? `@${handle.replace(/^@/, "")}` : handle;
}
