import { and, eq, gt, isNull } from "drizzle-orm";
import { deadLink } from "@/server/auth/find-link";
import type { Tx } from "@/server/db/client";
import { invitations } from "@/server/db/schema/users";

/** Uses up a link: of two people who open it at once, one is told that it is spent. */
export async function spendLink(tx: Tx, id: string, now: Date): Promise<void> {
  const spent = await tx
    .update(invitations)
    .set({ usedAt: now })
    .where(and(eq(invitations.id, id), isNull(invitations.usedAt), gt(invitations.expiresAt, now)))
    .returning({ id: invitations.id });
  if (spent.length === 0) throw deadLink();
}
