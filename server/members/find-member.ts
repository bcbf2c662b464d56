import { and, eq } from "drizzle-orm";
import type { Reader } from "@/server/db/client";
import { memberships, users } from "@/server/db/schema/users";
import { notFound } from "@/server/errors";

/** A member of this workspace by the person's id. @throws AppError `not_found`. */
export async function findMember(reader: Reader, workspaceId: string, userId: string) {
  const [row] = await reader
    .select({
      userId: users.id,
      name: users.name,
      email: users.email,
      role: memberships.role,
      joinedAt: memberships.createdAt,
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(and(eq(memberships.workspaceId, workspaceId), eq(memberships.userId, userId)));
  if (!row) throw notFound("member");
  return row;
}
