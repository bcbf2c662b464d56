import type { Platform } from "@/lib/platforms/platform";
import { getAdapter } from "@/server/platforms/registry";
import type { Runtime } from "@/server/runtime";

/**
 * Where a platform calls us. The sandbox has an address of its own, so that a proof of ownership is
 * answered with the right secret and nothing it sends is ever taken for real.
 */
export function webhookUrl(
  env: Pick<Runtime["env"], "APP_URL">,
  platform: Platform,
  sandbox: boolean,
): string {
  return `${env.APP_URL}/webhooks/${platform}${sandbox ? "?world=sandbox" : ""}`;
}

/** A site that is connected by a form signs with a secret of its own, so that it is told by its address. */
export const hasOwnAddress = (platform: Platform): boolean =>
  getAdapter(platform).connect.kind === "credentials";

export const isSandboxCall = (url: URL) => url.searchParams.get("world") === "sandbox";
