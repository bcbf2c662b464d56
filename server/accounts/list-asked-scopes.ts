import { catalog } from "@/lib/platforms/catalog";
import type { Platform } from "@/lib/platforms/platform";
import type { Ctx } from "@/server/context";
import { getWorkspaceView } from "@/server/workspaces/get-workspace-view";

/**
 * What the consent page is to ask for. Platforms that share an app share its consent: leaving out
 * what one of them needs for ads would take it from that one's accounts.
 */
export async function listAskedScopes(
  ctx: Ctx,
  platform: Platform,
  extraScopes: readonly string[],
): Promise<string[]> {
  const { scopes, oauthApp } = catalog[platform];
  const { settings } = await getWorkspaceView(ctx);
  const ads = settings.adsFromPosts ? catalog[oauthApp ?? platform].ads : undefined;
  return [...new Set([...scopes, ...extraScopes, ...(ads?.scopes ?? [])])];
}
