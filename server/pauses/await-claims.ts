import { sql } from "drizzle-orm";
import { CLAIM_LOCK } from "@/server/db/advisory-locks";
import type { Tx } from "@/server/db/client";

/**
 * Waits for a claim under way and keeps others out until this transaction ends; those who change
 * something keep out nobody but claims. What was taken is then known, and nothing is taken after the
 * change was confirmed. Call it first: a claim that waits for a row of ours would never let us in.
 */
export async function awaitClaims(tx: Tx): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock_shared(${CLAIM_LOCK})`);
}
