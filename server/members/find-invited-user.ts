import { eq, sql } from "drizzle-orm";
import type { Reader } from "@/server/db/client";
import { memberships, users } from "@/server/db/schema/users";

export interface InvitedUser {
  id: string;
  name: string;
  passwordHash: string | null;
  /** Workspaces they belong to now. */
  workspaceIds: string[];
}

/** Who already has this email, if anybody. */
export async function findInvitedUser(reader: Reader, email: string): Promise<InvitedUser | null> {
  const rows = await reader
    .select({ user: users, workspaceId: memberships.workspaceId })
    .from(users)
    .leftJoin(memberships, eq(memberships.userId, users.id))
    .where(eq(sql`lower(${users.email})`, email.toLowerCase()));
  const user = rows[0]?.user;
  if (!user) return null;
  const workspaceIds = rows.flatMap((row) => (row.workspaceId ? [row.workspaceId] : []));
  return { id: user.id, name: user.name, passwordHash: user.passwordHash, workspaceIds };
}
