import { sql } from "drizzle-orm";
import type { Runtime } from "@/server/runtime";

const BATCH = 1000;
const MOST_BATCHES = 20;

/** Deletes the answers whose day is over. Returns how many. */
export async function forgetKeys(runtime: Runtime): Promise<number> {
  const now = runtime.clock.now().toISOString();
  let total = 0;
  for (let round = 0; round < MOST_BATCHES; round++) {
    const { rows } = (await runtime.database.db.execute(sql`
      delete from idempotency_keys where ctid = any(array(
        select ctid from idempotency_keys where expires_at <= ${now}::timestamptz
        order by expires_at limit ${BATCH} for update skip locked))
      returning 1`)) as unknown as { rows: unknown[] };
    total += rows.length;
    if (rows.length < BATCH) break;
  }
  return total;
}
