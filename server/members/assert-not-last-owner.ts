import { and, eq } from "drizzle-orm";
import type { Tx } from "@/server/db/client";
import { memberships } from "@/server/db/schema/users";
import { conflict } from "@/server/errors";

/**
 * Holds the owners' rows until the commit, so that two owners who step down at once do not leave
 * none. @throws AppError `conflict` when this member is the last one.
 */
export async function assertNotLastOwner(
  tx: Tx,
  workspaceId: string,
  userId: string,
): Promise<void> {
  const owners = await tx
    .select({ userId: memberships.userId })
    .from(memberships)
    .where(and(eq(memberships.workspaceId, workspaceId), eq(memberships.role, "owner")))
    .orderBy(memberships.id)
    .for("update");
  if (owners.every((owner) => owner.userId === userId))
    throw conflict("A workspace needs an owner. Make somebody else an owner first.");
}
