import { sql } from "drizzle-orm";
import type { Runtime } from "@/server/runtime";

const KEEP_MS = 30 * 86_400_000;
const BATCH = 1000;

/** The log goes back thirty days. A batch each minute keeps every statement short. */
export async function purgeDeliveries(runtime: Runtime): Promise<void> {
  const before = new Date(runtime.clock.now().getTime() - KEEP_MS).toISOString();
  await runtime.database.db.execute(sql`
    delete from outbound_deliveries where id = any(array(
      select id from outbound_deliveries where created_at < ${before}::timestamptz
      order by created_at limit ${BATCH}::int))`);
}
