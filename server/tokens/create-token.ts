import type { z } from "zod";
import type { CreateToken, TokenCreated } from "@/lib/contracts/tokens";
import { recordAudit } from "@/server/audit/record";
import { findPersonId } from "@/server/auth/find-person-id";
import type { Ctx } from "@/server/context";
import { hashToken, randomToken } from "@/server/crypto/tokens";
import { apiTokens } from "@/server/db/schema/users";
import { invalidField } from "@/server/errors";
import { toTokenView } from "@/server/tokens/to-token-view";

const prefixLength = 9;

/** A token never may more than who made it. Its secret is in the answer and nowhere else. */
export async function createToken(
  ctx: Ctx,
  input: z.output<typeof CreateToken>,
): Promise<TokenCreated> {
  const beyond = input.scopes.filter((scope) => !ctx.actor.scopes.has(scope));
  if (beyond.length > 0)
    throw invalidField("scopes", `You can't give what you don't have: ${beyond.join(", ")}.`);
  const expiresAt = input.expiresAt ? new Date(input.expiresAt) : null;
  if (expiresAt && expiresAt <= ctx.now())
    throw invalidField("expiresAt", "Choose a day in the future, or no end.");
  const secret = `bw_${randomToken()}`;
  const row = await ctx.db.transaction(async (tx) => {
    const [saved] = await tx
      .insert(apiTokens)
      .values({
        workspaceId: ctx.workspaceId,
        name: input.name,
        tokenHash: hashToken(secret),
        prefix: secret.slice(0, prefixLength),
        scopes: [...new Set(input.scopes)],
        createdBy: await findPersonId(tx, ctx),
        expiresAt,
        createdAt: ctx.now(),
      })
      .returning();
    if (!saved) throw new Error("nothing was inserted");
    await recordAudit(tx, ctx, {
      action: "token.created",
      subjectType: "token",
      subjectId: saved.id,
      subjectName: saved.name,
      after: { scopes: saved.scopes, expiresAt: saved.expiresAt },
    });
    return saved;
  });
  return { token: toTokenView(row, ctx.actor.name, ctx.now()), secret };
}
