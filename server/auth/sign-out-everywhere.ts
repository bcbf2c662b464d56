import { recordAudit } from "@/server/audit/record";
import { endSessions } from "@/server/auth/end-sessions";
import { findSelf } from "@/server/auth/find-self";
import type { Ctx } from "@/server/context";

/** Ends every session of the person who asks, on every device, this one too. */
export async function signOutEverywhere(ctx: Ctx): Promise<void> {
  const self = await findSelf(ctx);
  await ctx.db.transaction(async (tx) => {
    await endSessions(tx, self.id, ctx.now());
    await recordAudit(tx, ctx, {
      action: "member.signed_out_everywhere",
      subjectType: "member",
      subjectId: self.id,
      subjectName: self.name,
    });
  });
  ctx.runtime.disconnectUser(self.id);
}
