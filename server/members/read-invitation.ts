import { eq } from "drizzle-orm";
import type { MemberRole } from "@/lib/contracts/members";
import { findLink } from "@/server/auth/find-link";
import { invitations, users } from "@/server/db/schema/users";
import { workspaces } from "@/server/db/schema/workspaces";
import { findInvitedUser } from "@/server/members/find-invited-user";
import { getRuntime, type Runtime } from "@/server/runtime";

export interface InvitationPage {
  email: string;
  role: MemberRole;
  workspace: string;
  invitedBy: string | null;
  /** They sign in elsewhere on this server, and join with that password. */
  knownName: string | null;
}

/** What the page behind an invitation link shows, or null when the link is no good. */
export async function readInvitation(
  token: string,
  runtime: Pick<Runtime, "database" | "clock"> = getRuntime(),
): Promise<InvitationPage | null> {
  const { db } = runtime.database;
  const link = await findLink(db, "invite", token, runtime.clock.now());
  if (!link) return null;
  const [row] = await db
    .select({ workspace: workspaces.name, invitedBy: users.name })
    .from(invitations)
    .innerJoin(workspaces, eq(workspaces.id, invitations.workspaceId))
    .leftJoin(users, eq(users.id, invitations.invitedBy))
    .where(eq(invitations.id, link.id));
  if (!row) return null;
  const known = await findInvitedUser(db, link.email);
  const knownName = known && known.workspaceIds.length > 0 ? known.name : null;
  return { email: link.email, role: link.role, ...row, knownName };
}
