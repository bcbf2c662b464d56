import { and, eq } from "drizzle-orm";
import { recordAudit } from "@/server/audit/record";
import { endSessions } from "@/server/auth/end-sessions";
import type { Ctx } from "@/server/context";
import { memberships } from "@/server/db/schema/users";
import { emit } from "@/server/events/emit";
import { assertMayGrant } from "@/server/members/assert-may-grant";
import { assertNotLastOwner } from "@/server/members/assert-not-last-owner";
import { dropLinksOf } from "@/server/members/drop-links-of";
import { findMember } from "@/server/members/find-member";
import { revokeApprovalLinksOf } from "@/server/members/revoke-approval-links-of";
import { revokeTokensOf } from "@/server/tokens/revoke-tokens-of";

/** What they made stays. Their sessions, links and API tokens end. */
export async function removeMember(ctx: Ctx, userId: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await assertNotLastOwner(tx, ctx.workspaceId, userId);
    const member = await findMember(tx, ctx.workspaceId, userId);
    assertMayGrant(ctx, member.role);
    await tx
      .delete(memberships)
      .where(and(eq(memberships.workspaceId, ctx.workspaceId), eq(memberships.userId, userId)));
    await dropLinksOf(tx, ctx.workspaceId, userId);
    await endSessions(tx, userId, ctx.now());
    await recordAudit(tx, ctx, {
      action: "member.removed",
      subjectType: "member",
      subjectId: userId,
      subjectName: member.name,
      before: { email: member.email, role: member.role },
    });
    await revokeTokensOf(tx, ctx, userId);
    const closed = await revokeApprovalLinksOf(tx, ctx, userId);
    await emit(tx, ctx.workspaceId, [...closed, { name: "member.changed", data: { userId } }]);
  });
  ctx.runtime.disconnectUser(userId);
}
