import { and, desc, eq, isNull } from "drizzle-orm";
import type { TokenList } from "@/lib/contracts/tokens";
import type { Ctx } from "@/server/context";
import { apiTokens, users } from "@/server/db/schema/users";
import { toTokenView } from "@/server/tokens/to-token-view";

/** Tokens that are not revoked, the newest first. */
export async function listTokens(ctx: Ctx): Promise<TokenList> {
  const rows = await ctx.db
    .select({ row: apiTokens, createdBy: users.name })
    .from(apiTokens)
    .leftJoin(users, eq(users.id, apiTokens.createdBy))
    .where(and(eq(apiTokens.workspaceId, ctx.workspaceId), isNull(apiTokens.revokedAt)))
    .orderBy(desc(apiTokens.createdAt), desc(apiTokens.id));
  return { items: rows.map(({ row, createdBy }) => toTokenView(row, createdBy, ctx.now())) };
}
