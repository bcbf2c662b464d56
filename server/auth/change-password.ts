import type { ChangePassword, SignInName } from "@/lib/contracts/auth";
import { recordAudit } from "@/server/audit/record";
import { endSessions } from "@/server/auth/end-sessions";
import { findSelf } from "@/server/auth/find-self";
import type { Ctx } from "@/server/context";
import { hashPassword, isPassword } from "@/server/crypto/tokens";
import { invalidField } from "@/server/errors";
import { limitAttempts } from "@/server/http/rate-limit";

const limit = { max: 10, windowMs: 15 * 60_000 };

/** A person's own password. Every session ends, this one too: the page signs in again. */
export async function changePassword(ctx: Ctx, input: ChangePassword): Promise<SignInName> {
  const self = await findSelf(ctx);
  await limitAttempts(ctx.runtime, `change-password:${self.id}`, limit);
  if (!self.passwordHash)
    throw invalidField(
      "current",
      "You sign in without a password. Ask an owner for a reset link to set one.",
    );
  if (!(await isPassword(input.current, self.passwordHash)))
    throw invalidField("current", "That is not your password. Check it and try again.");
  const passwordHash = await hashPassword(input.password);
  await ctx.db.transaction(async (tx) => {
    await endSessions(tx, self.id, ctx.now(), { passwordHash });
    await recordAudit(tx, ctx, {
      action: "member.password_changed",
      subjectType: "member",
      subjectId: self.id,
      subjectName: self.name,
    });
  });
  ctx.runtime.disconnectUser(self.id);
  return { email: self.email };
}
