import { and, eq, gt, inArray, isNull, sql } from "drizzle-orm";
import type { Tx } from "@/server/db/client";
import { posts } from "@/server/db/schema/posts";

const UNSTARTED = ["planned", "awaiting_approval", "queued"] as const;

/**
 * Takes back slots that were never tried. They are removed, not canceled: the slot's key must be free,
 * or a cadence that comes back to the same hour would find its slot taken by a dead row.
 */
export async function dropPlannedSlots(
  tx: Tx,
  scheduleId: string,
  options: { now: Date; keepOverridden: boolean },
): Promise<number> {
  const rows = await tx
    .delete(posts)
    .where(
      and(
        eq(posts.scheduleId, scheduleId),
        inArray(posts.status, UNSTARTED),
        sql`not exists (select 1 from post_attempts a where a.post_id = ${posts.id})`,
        ...(options.keepOverridden
          ? [
              isNull(posts.overriddenAt),
              gt(posts.dueAt, options.now),
              // A run that has passed, of which the time is still to come: nothing would plan it again.
              gt(posts.slotAt, options.now),
            ]
          : []),
      ),
    )
    .returning({ id: posts.id });
  return rows.length;
}
