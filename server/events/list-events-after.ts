import { and, asc, eq, gt, lt, sql } from "drizzle-orm";
import type { EventName, WireEvent } from "@/lib/contracts/events";
import type { Reader } from "@/server/db/client";
import { events } from "@/server/db/schema/facts";

const BATCH = 500;
/** As they are stored; a fact about very many counts takes megabytes. */
const MOST_BYTES = 1_000_000;

/**
 * The next facts after `seq`, oldest first: at most `limit`, and fewer where they are large. None:
 * there are no more.
 */
export async function listEventsAfter(
  db: Reader,
  workspaceId: string,
  seq: number,
  limit = BATCH,
): Promise<WireEvent[]> {
  const size = sql<number>`pg_column_size(${events.data})`;
  const next = db
    .select({
      seq: events.seq,
      sizeBefore: sql<number>`sum(${size}) over (order by ${events.seq}) - ${size}`.as(
        "size_before",
      ),
    })
    .from(events)
    .where(and(eq(events.workspaceId, workspaceId), gt(events.seq, seq)))
    .orderBy(asc(events.seq))
    .limit(limit)
    .as("next");
  const rows = await db
    .select({ seq: events.seq, name: events.name, data: events.data, at: events.createdAt })
    .from(next)
    .innerJoin(events, and(eq(events.workspaceId, workspaceId), eq(events.seq, next.seq)))
    .where(lt(next.sizeBefore, MOST_BYTES))
    .orderBy(asc(events.seq));
  return rows.map(({ name, at, ...row }) => ({
    ...row,
    name: name as EventName,
    at: at.toISOString(),
  }));
}
