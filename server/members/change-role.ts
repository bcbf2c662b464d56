import { and, eq, ne } from "drizzle-orm";
import type { MemberRole, MemberView } from "@/lib/contracts/members";
import { recordAudit } from "@/server/audit/record";
import { endSessions } from "@/server/auth/end-sessions";
import { type Ctx, ROLE_SCOPES } from "@/server/context";
import { memberships } from "@/server/db/schema/users";
import { emit } from "@/server/events/emit";
import { assertMayGrant } from "@/server/members/assert-may-grant";
import { assertNotLastOwner } from "@/server/members/assert-not-last-owner";
import { dropLinksOf } from "@/server/members/drop-links-of";
import { findMember } from "@/server/members/find-member";
import { revokeApprovalLinksOf } from "@/server/members/revoke-approval-links-of";
import { revokeTokensOf } from "@/server/tokens/revoke-tokens-of";

/** Their sessions end, so that nothing goes on with the old rights. An owner's tokens and links end with the role. */
export async function changeRole(ctx: Ctx, userId: string, role: MemberRole): Promise<MemberView> {
  assertMayGrant(ctx, role);
  const changed = await ctx.db.transaction(async (tx) => {
    if (role !== "owner") await assertNotLastOwner(tx, ctx.workspaceId, userId);
    const before = await findMember(tx, ctx.workspaceId, userId);
    assertMayGrant(ctx, before.role);
    const rows = await tx
      .update(memberships)
      .set({ role })
      .where(
        and(
          eq(memberships.workspaceId, ctx.workspaceId),
          eq(memberships.userId, userId),
          ne(memberships.role, role),
        ),
      )
      .returning({ id: memberships.id });
    if (rows.length === 0) return false;
    await endSessions(tx, userId, ctx.now());
    await recordAudit(tx, ctx, {
      action: "member.role_changed",
      subjectType: "member",
      subjectId: userId,
      subjectName: before.name,
      before: { role: before.role },
      after: { role },
    });
    if (before.role === "owner") {
      await revokeTokensOf(tx, ctx, userId);
      await dropLinksOf(tx, ctx.workspaceId, userId);
    }
    const mayApprove = ROLE_SCOPES[role].has("posts:approve");
    const closed = mayApprove ? [] : await revokeApprovalLinksOf(tx, ctx, userId);
    await emit(tx, ctx.workspaceId, [...closed, { name: "member.changed", data: { userId } }]);
    return true;
  });
  if (changed) ctx.runtime.disconnectUser(userId);
  const after = await findMember(ctx.db, ctx.workspaceId, userId);
  return {
    id: after.userId,
    name: after.name,
    email: after.email,
    role: after.role,
    joinedAt: after.joinedAt.toISOString(),
    isYou: ctx.actor.kind === "user" && ctx.actor.id === userId,
  };
}
