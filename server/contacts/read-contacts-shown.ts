import { and, eq, inArray, ne } from "drizzle-orm";
import { catalog } from "@/lib/platforms/catalog";
import { PLATFORMS } from "@/lib/platforms/platform";
import type { Ctx } from "@/server/context";
import { socialAccounts } from "@/server/db/schema/accounts";

const messaging = PLATFORMS.filter((platform) => catalog[platform].audience === "contacts");

/** True where an account writes to people one by one, and this person may see them. */
export async function readContactsShown(ctx: Ctx): Promise<boolean> {
  if (!ctx.actor.scopes.has("contacts:read")) return false;
  const [account] = await ctx.db
    .select({ id: socialAccounts.id })
    .from(socialAccounts)
    .where(
      and(
        eq(socialAccounts.workspaceId, ctx.workspaceId),
        inArray(socialAccounts.platform, messaging),
        ne(socialAccounts.status, "disconnected"),
      ),
    )
    .limit(1);
  return account !== undefined;
}
