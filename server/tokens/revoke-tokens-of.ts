import { and, eq, isNull } from "drizzle-orm";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { apiTokens } from "@/server/db/schema/users";

/** Tokens of a person who lost the right to make them. */
export async function revokeTokensOf(tx: Tx, ctx: Ctx, userId: string): Promise<void> {
  const gone = await tx
    .update(apiTokens)
    .set({ revokedAt: ctx.now() })
    .where(
      and(
        eq(apiTokens.workspaceId, ctx.workspaceId),
        eq(apiTokens.createdBy, userId),
        isNull(apiTokens.revokedAt),
      ),
    )
    .returning({ id: apiTokens.id, name: apiTokens.name });
  await recordAudit(
    tx,
    ctx,
    gone.map((token) => ({
      action: "token.revoked",
      subjectType: "token",
      subjectId: token.id,
      subjectName: token.name,
    })),
  );
}
