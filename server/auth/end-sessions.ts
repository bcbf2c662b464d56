import { eq, sql } from "drizzle-orm";
import type { Tx } from "@/server/db/client";
import { users } from "@/server/db/schema/users";

interface Changes {
  passwordHash?: string;
  name?: string;
}

/** Ends every session of a person. Their sockets are closed by the caller, after the commit. */
export async function endSessions(
  tx: Tx,
  userId: string,
  at: Date,
  changes: Changes = {},
): Promise<void> {
  await tx
    .update(users)
    .set({ ...changes, sessionVersion: sql`${users.sessionVersion} + 1`, updatedAt: at })
    .where(eq(users.id, userId));
}
