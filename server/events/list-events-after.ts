import { and, asc, eq, gt } from "drizzle-orm";
import type { EventName, WireEvent } from "@/lib/contracts/events";
import type { Reader } from "@/server/db/client";
import { events } from "@/server/db/schema/facts";

const BATCH = 500;

/** Facts after `seq`, oldest first. */
export async function listEventsAfter(
  db: Reader,
  workspaceId: string,
  seq: number,
  limit = BATCH,
): Promise<WireEvent[]> {
  const rows = await db
    .select()
    .from(events)
    .where(and(eq(events.workspaceId, workspaceId), gt(events.seq, seq)))
    .orderBy(asc(events.seq))
    .limit(limit);
  return rows.map((row) => ({
    seq: row.seq,
    name: row.name as EventName,
    data: row.data,
    at: row.createdAt.toISOString(),
  }));
}
