import { and, eq, isNull } from "drizzle-orm";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import { apiTokens } from "@/server/db/schema/users";
import { notFound } from "@/server/errors";

export async function revokeToken(ctx: Ctx, id: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const [gone] = await tx
      .update(apiTokens)
      .set({ revokedAt: ctx.now() })
      .where(
        and(
          eq(apiTokens.id, id),
          eq(apiTokens.workspaceId, ctx.workspaceId),
          isNull(apiTokens.revokedAt),
        ),
      )
      .returning();
    if (!gone) throw notFound("API token");
    await recordAudit(tx, ctx, {
      action: "token.revoked",
      subjectType: "token",
      subjectId: id,
      subjectName: gone.name,
    });
  });
}
