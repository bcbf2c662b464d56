import { sql } from "drizzle-orm";
import type { Tx } from "@/server/db/client";
import { toUuids } from "@/server/db/uuid";

/** Whoever changes several posts locks them in one order, so that no two wait for each other crosswise. */
export async function lockPosts(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length < 2) return;
  await tx.execute(sql`
    select 1 from posts where id = any(${toUuids(ids)}) order by id for no key update`);
}
