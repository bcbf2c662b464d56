import { and, asc, eq, ne } from "drizzle-orm";
import type { AccountList, ListAccounts } from "@/lib/contracts/accounts";
import { toAccountViews } from "@/server/accounts/to-account-view";
import type { Ctx } from "@/server/context";
import { socialAccounts } from "@/server/db/schema/accounts";

/** A workspace has few accounts, so that they fit one page. */
export async function listAccounts(ctx: Ctx, query: ListAccounts): Promise<AccountList> {
  const rows = await ctx.db
    .select()
    .from(socialAccounts)
    .where(
      and(
        eq(socialAccounts.workspaceId, ctx.workspaceId),
        query.platform ? eq(socialAccounts.platform, query.platform) : undefined,
        query.disconnected === "true" ? undefined : ne(socialAccounts.status, "disconnected"),
      ),
    )
    .orderBy(asc(socialAccounts.createdAt), asc(socialAccounts.id));
  return { items: await toAccountViews(ctx.db, ctx, rows), nextCursor: null };
}
