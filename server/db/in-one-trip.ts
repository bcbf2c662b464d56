import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/server/db/client";
import { PREPARED } from "@/server/db/prepared";

/**
 * Statements that change something, each `name as (insert …)`, in one trip to the database. None sees
 * what another changed, unless it reads what that returns.
 */
export async function runSteps(tx: Tx, steps: readonly SQL[]): Promise<void> {
  if (steps.length === 0) return;
  await tx.execute(sql`${PREPARED}with ${sql.join([...steps], sql`, `)} select 1`);
}
