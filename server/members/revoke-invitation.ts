import { and, eq, isNull } from "drizzle-orm";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import { invitations } from "@/server/db/schema/users";
import { notFound } from "@/server/errors";
import { emit } from "@/server/events/emit";

/** Takes an unused invitation back: its link stops working at once. */
export async function revokeInvitation(ctx: Ctx, id: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const [gone] = await tx
      .delete(invitations)
      .where(
        and(
          eq(invitations.id, id),
          eq(invitations.workspaceId, ctx.workspaceId),
          eq(invitations.kind, "invite"),
          isNull(invitations.usedAt),
        ),
      )
      .returning();
    if (!gone) throw notFound("invitation");
    await recordAudit(tx, ctx, {
      action: "invitation.revoked",
      subjectType: "invitation",
      subjectId: id,
      subjectName: gone.email,
      before: { email: gone.email, role: gone.role },
    });
    await emit(tx, ctx.workspaceId, [{ name: "member.changed", data: { invitationId: id } }]);
  });
}
