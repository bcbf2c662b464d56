import { and, eq, isNull, or } from "drizzle-orm";
import type { Tx } from "@/server/db/client";
import { invitations } from "@/server/db/schema/users";

/** Unused links to or by a person who lost the right to make them: none may lead back in. */
export async function dropLinksOf(tx: Tx, workspaceId: string, userId: string): Promise<void> {
  await tx
    .delete(invitations)
    .where(
      and(
        eq(invitations.workspaceId, workspaceId),
        or(eq(invitations.userId, userId), eq(invitations.invitedBy, userId)),
        isNull(invitations.usedAt),
      ),
    );
}
