import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/server/db/client";

/** One lock for a workspace's counts: shared by all who count, held alone by who builds rollups anew. */
const keyOf = (workspaceId: string): SQL => sql`hashtextextended(${`rollups ${workspaceId}`}, 0)`;

/**
 * A condition that shares the lock before the statement around it reads its first row. Of that
 * statement only rows that it locks are sure to be the newest: what else it reads may be older.
 */
export const sharesRollups = (workspaceId: string): SQL =>
  sql`(select true from pg_advisory_xact_lock_shared(${keyOf(workspaceId)}))`;

/** Waits until nobody counts in the workspace, and keeps it so until the transaction ends. */
export async function holdRollups(tx: Tx, workspaceId: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${keyOf(workspaceId)})`);
}
