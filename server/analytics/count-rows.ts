import type { SQL } from "drizzle-orm";
import type { Tx } from "@/server/db/client";

/** What a statement says that its only row's `rows` is. */
export async function countRows(tx: Tx, query: SQL): Promise<number> {
  const { rows } = await tx.execute<{ rows: number }>(query);
  return rows[0]?.rows ?? 0;
}
