import { and, asc, eq, ne } from "drizzle-orm";
import type {
  DisconnectedAccount,
  DisconnectedPlatform,
  DisconnectPlatform,
} from "@/lib/contracts/accounts";
import type { Platform } from "@/lib/platforms/platform";
import { disconnectAccount } from "@/server/accounts/disconnect-account";
import { findAccountRow } from "@/server/accounts/find-account-row";
import type { Ctx } from "@/server/context";
import { socialAccounts } from "@/server/db/schema/accounts";
import { notFound } from "@/server/errors";

/** Ends the workspace's connections to a platform, or one of them. @throws AppError `not_found` */
export async function disconnectPlatform(
  ctx: Ctx,
  platform: Platform,
  { accountId }: DisconnectPlatform,
): Promise<DisconnectedPlatform> {
  if (accountId) {
    const account = await findAccountRow(ctx.db, ctx, accountId);
    if (account?.platform !== platform) throw notFound("account");
    return { items: [await disconnectAccount(ctx, accountId)] };
  }
  const rows = await ctx.db
    .select({ id: socialAccounts.id })
    .from(socialAccounts)
    .where(
      and(
        eq(socialAccounts.workspaceId, ctx.workspaceId),
        eq(socialAccounts.platform, platform),
        ne(socialAccounts.status, "disconnected"),
      ),
    )
    .orderBy(asc(socialAccounts.id));
  const items: DisconnectedAccount[] = [];
  for (const { id } of rows) items.push(await disconnectAccount(ctx, id));
  return { items };
}
