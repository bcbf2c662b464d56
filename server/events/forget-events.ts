import { sql } from "drizzle-orm";
import { uuidv7 } from "@/server/db/uuid";
import type { Runtime } from "@/server/runtime";

const KEEP_MS = 30 * 86_400_000;
const BATCH = 2000;

/**
 * Events go back thirty days: who was away longer fetches anew. What learning has not read yet
 * stays. A batch each minute keeps every statement short.
 */
export async function forgetEvents(runtime: Runtime): Promise<void> {
  // Ids begin with the time, so that the oldest are found without another index.
  const before = uuidv7(runtime.clock.now().getTime() - KEEP_MS);
  await runtime.database.db.execute(sql`
    delete from events where id = any(array(
      select e.id from events e left join learning_settings l on l.workspace_id = e.workspace_id
      where e.id < ${before}::uuid and (l.seen_seq is null or e.seq <= l.seen_seq)
      order by e.id limit ${BATCH}::int))`);
}
