import { sql } from "drizzle-orm";
import { toUuids } from "@/server/db/uuid";
import { listOverdue, type OverduePost } from "@/server/operations/overdue";
import { emitFacts, toPostFact } from "@/server/posts/emit-facts";
import type { Runtime } from "@/server/runtime";

const IDS_IN_LOG = 20;

/** Once a post and time of it: its workspace is told, and the log. Returns all that are overdue. */
export async function tellOverdue(
  runtime: Pick<Runtime, "database" | "clock" | "log">,
): Promise<OverduePost[]> {
  const now = runtime.clock.now();
  const { db } = runtime.database;
  const overdue = await listOverdue(db, now);
  const untold = overdue.filter(({ isTold }) => !isTold);
  if (untold.length === 0) return overdue;
  const told = await db.transaction(async (tx) => {
    const { rows } = await tx.execute<{ id: string }>(sql`
      update posts set overdue_told_at = ${now.toISOString()}::timestamptz
      where id = any(array(
        select p.id from posts p where p.id = any(${toUuids(untold.map(({ id }) => id))})
          and p.status in ('queued', 'publishing')
          and (p.overdue_told_at is null or p.overdue_told_at < p.due_at)
        order by p.id for no key update skip locked))
      returning id`);
    const ids = new Set(rows.map(({ id }) => id));
    const taken = untold.filter(({ id }) => ids.has(id));
    const facts = taken.map(({ dueAt, ...post }) => toPostFact("post.overdue", post, { dueAt }));
    await emitFacts(tx, facts);
    return taken;
  });
  if (told.length > 0) {
    const postIds = told.slice(0, IDS_IN_LOG).map(({ id }) => id);
    const detail = { count: told.length, postIds, oldestDueAt: told[0]?.dueAt };
    runtime.log.warn(detail, "posts are overdue by more than five minutes");
  }
  return overdue;
}
