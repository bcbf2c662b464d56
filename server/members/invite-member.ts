import { and, eq, isNull, sql } from "drizzle-orm";
import type { InvitationCreated, InviteMember } from "@/lib/contracts/members";
import { recordAudit } from "@/server/audit/record";
import { findPersonId } from "@/server/auth/find-person-id";
import type { Ctx } from "@/server/context";
import { hashToken, randomToken } from "@/server/crypto/tokens";
import type { Tx } from "@/server/db/client";
import { invitations, memberships, users } from "@/server/db/schema/users";
import { invalidField } from "@/server/errors";
import { emit } from "@/server/events/emit";
import { assertMayGrant } from "@/server/members/assert-may-grant";
import { toInvitationView } from "@/server/members/to-invitation-view";

const lifeMs = 7 * 86_400_000;

/** Makes a link that lets one person join. An earlier link for the same email stops working. */
export async function inviteMember(ctx: Ctx, input: InviteMember): Promise<InvitationCreated> {
  assertMayGrant(ctx, input.role);
  const email = input.email.toLowerCase();
  const token = randomToken();
  const invitation = await ctx.db.transaction(async (tx) => {
    await assertNotMember(tx, ctx.workspaceId, email);
    await tx
      .delete(invitations)
      .where(
        and(
          eq(invitations.workspaceId, ctx.workspaceId),
          eq(invitations.kind, "invite"),
          eq(invitations.email, email),
          isNull(invitations.usedAt),
        ),
      );
    const [row] = await tx
      .insert(invitations)
      .values({
        workspaceId: ctx.workspaceId,
        kind: "invite",
        email,
        role: input.role,
        tokenHash: hashToken(token),
        invitedBy: await findPersonId(tx, ctx),
        expiresAt: new Date(ctx.now().getTime() + lifeMs),
        createdAt: ctx.now(),
      })
      .returning();
    if (!row) throw new Error("nothing was inserted");
    await recordAudit(tx, ctx, {
      action: "member.invited",
      subjectType: "invitation",
      subjectId: row.id,
      subjectName: email,
      after: { email, role: input.role },
    });
    await emit(tx, ctx.workspaceId, [{ name: "member.changed", data: { invitationId: row.id } }]);
    return row;
  });
  return {
    invitation: toInvitationView(invitation, ctx.actor.name, ctx.now()),
    link: `${ctx.runtime.env.APP_URL}/invite/${token}`,
  };
}

async function assertNotMember(tx: Tx, workspaceId: string, email: string): Promise<void> {
  const [member] = await tx
    .select({ name: users.name })
    .from(users)
    .innerJoin(memberships, eq(memberships.userId, users.id))
    .where(and(eq(sql`lower(${users.email})`, email), eq(memberships.workspaceId, workspaceId)));
  if (member) throw invalidField("email", `${member.name} is a member already, with this email.`);
}
