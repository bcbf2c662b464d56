import { and, desc, eq, isNull } from "drizzle-orm";
import type { InvitationList } from "@/lib/contracts/members";
import type { Ctx } from "@/server/context";
import { invitations, users } from "@/server/db/schema/users";
import { toInvitationView } from "@/server/members/to-invitation-view";

/** Invitations that nobody has used yet; a too old one stays in sight until it is taken back. */
export async function listInvitations(ctx: Ctx): Promise<InvitationList> {
  const rows = await ctx.db
    .select({ row: invitations, invitedBy: users.name })
    .from(invitations)
    .leftJoin(users, eq(users.id, invitations.invitedBy))
    .where(
      and(
        eq(invitations.workspaceId, ctx.workspaceId),
        eq(invitations.kind, "invite"),
        isNull(invitations.usedAt),
      ),
    )
    .orderBy(desc(invitations.createdAt), desc(invitations.id));
  return { items: rows.map(({ row, invitedBy }) => toInvitationView(row, invitedBy, ctx.now())) };
}
