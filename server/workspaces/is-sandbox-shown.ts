import { and, eq } from "drizzle-orm";
import type { Ctx } from "@/server/context";
import { socialAccounts } from "@/server/db/schema/accounts";
import type { Workspace } from "@/server/workspaces/get-workspace";

/**
 * Which world results are read from: the sandbox's while the workspace's switch is on and there are
 * sandbox accounts at all, else the real one. The two are never added up.
 */
export async function isSandboxShown(ctx: Ctx, workspace: Workspace): Promise<boolean> {
  if (!workspace.showSandbox) return false;
  const [account] = await ctx.db
    .select({ id: socialAccounts.id })
    .from(socialAccounts)
    .where(and(eq(socialAccounts.workspaceId, ctx.workspaceId), eq(socialAccounts.sandbox, true)))
    .limit(1);
  return account !== undefined;
}
