import { and, eq, isNull, ne } from "drizzle-orm";
import type { ResetLink } from "@/lib/contracts/members";
import { recordAudit } from "@/server/audit/record";
import { findPersonId } from "@/server/auth/find-person-id";
import type { Ctx } from "@/server/context";
import { hashToken, randomToken } from "@/server/crypto/tokens";
import { invitations, memberships } from "@/server/db/schema/users";
import { conflict } from "@/server/errors";
import { assertMayGrant } from "@/server/members/assert-may-grant";
import { findMember } from "@/server/members/find-member";

const lifeMs = 86_400_000;

/** A link for one day that sets a new password. An earlier one stops working. */
export async function createPasswordReset(ctx: Ctx, userId: string): Promise<ResetLink> {
  const token = randomToken();
  const expiresAt = new Date(ctx.now().getTime() + lifeMs);
  await ctx.db.transaction(async (tx) => {
    const member = await findMember(tx, ctx.workspaceId, userId);
    assertMayGrant(ctx, member.role);
    const [elsewhere] = await tx
      .select({ id: memberships.id })
      .from(memberships)
      .where(and(eq(memberships.userId, userId), ne(memberships.workspaceId, ctx.workspaceId)));
    // One workspace's owner must not become somebody in another workspace.
    if (elsewhere)
      throw conflict(
        `${member.name} belongs to another workspace too, so only they can change the password.`,
      );
    await tx
      .delete(invitations)
      .where(
        and(
          eq(invitations.workspaceId, ctx.workspaceId),
          eq(invitations.kind, "password_reset"),
          eq(invitations.userId, userId),
          isNull(invitations.usedAt),
        ),
      );
    await tx.insert(invitations).values({
      workspaceId: ctx.workspaceId,
      kind: "password_reset",
      email: member.email,
      role: member.role,
      userId,
      tokenHash: hashToken(token),
      invitedBy: await findPersonId(tx, ctx),
      expiresAt,
      createdAt: ctx.now(),
    });
    await recordAudit(tx, ctx, {
      action: "member.reset_link_created",
      subjectType: "member",
      subjectId: userId,
      subjectName: member.name,
    });
  });
  return {
    link: `${ctx.runtime.env.APP_URL}/reset/${token}`,
    expiresAt: expiresAt.toISOString(),
  };
}
