import { and, eq, inArray, ne, or } from "drizzle-orm";
import { PLATFORMS, type Platform } from "@/lib/platforms/platform";
import { isSandboxAvailable } from "@/server/accounts/provider-config";
import type { Ctx } from "@/server/context";
import { socialAccounts } from "@/server/db/schema/accounts";
import { getWorkspace } from "@/server/workspaces/get-workspace";
import { isSandboxShown } from "@/server/workspaces/is-sandbox-shown";

/** Platforms with an account in the world that is shown, or always real, in the catalog's order. */
export async function listConnectedPlatforms(ctx: Ctx): Promise<Platform[]> {
  const sandbox = await isSandboxShown(ctx, await getWorkspace(ctx));
  const alwaysReal = PLATFORMS.filter((each) => !isSandboxAvailable(ctx.runtime, each));
  const rows = await ctx.db
    .selectDistinct({ platform: socialAccounts.platform })
    .from(socialAccounts)
    .where(
      and(
        eq(socialAccounts.workspaceId, ctx.workspaceId),
        or(
          eq(socialAccounts.sandbox, sandbox),
          and(eq(socialAccounts.sandbox, false), inArray(socialAccounts.platform, alwaysReal)),
        ),
        ne(socialAccounts.status, "disconnected"),
      ),
    );
  return PLATFORMS.filter((each) => rows.some(({ platform }) => platform === each));
}
