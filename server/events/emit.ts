import { eq, sql } from "drizzle-orm";
import type { EventName } from "@/lib/contracts/events";
import type { Tx } from "@/server/db/client";
import { events } from "@/server/db/schema/facts";
import { workspaces } from "@/server/db/schema/workspaces";

export const EVENTS_CHANNEL = "bandwagon_events";

export interface NewEvent {
  name: EventName;
  data: Record<string, unknown>;
}

/**
 * Records facts of one workspace and rings once on commit. Call it last in the transaction: the
 * workspace row is locked from here on, so that `seq` follows commit order.
 */
export async function emit(tx: Tx, workspaceId: string, facts: NewEvent[]): Promise<void> {
  if (facts.length === 0) return;
  const [row] = await tx
    .update(workspaces)
    .set({ eventSeq: sql`${workspaces.eventSeq} + ${facts.length}` })
    .where(eq(workspaces.id, workspaceId))
    .returning({ seq: workspaces.eventSeq });
  if (!row) return;
  const first = row.seq - facts.length + 1;
  await tx
    .insert(events)
    .values(facts.map((fact, i) => ({ workspaceId, seq: first + i, ...fact })));
  await tx.execute(sql`select pg_notify(${EVENTS_CHANNEL}, ${`${workspaceId}:${row.seq}`})`);
}
