import { sql } from "drizzle-orm";
import type { EventName } from "@/lib/contracts/events";
import type { Tx } from "@/server/db/client";
import { toJsonb } from "@/server/db/to-jsonb";
import { uuidv7 } from "@/server/db/uuid";

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
  const rows = facts.map(({ name, data }, i) => ({ id: uuidv7(), nth: i + 1, name, data }));
  await tx.execute(sql`
    with counter as (
      update workspaces set event_seq = event_seq + ${rows.length}::int
      where id = ${workspaceId}::uuid returning event_seq),
    told as (
      insert into events (id, workspace_id, seq, name, data)
      select r.id, ${workspaceId}::uuid, counter.event_seq - ${rows.length}::int + r.nth, r.name, r.data
      from counter, jsonb_to_recordset(${toJsonb(rows)})
        as r(id uuid, nth int, name text, data jsonb))
    select pg_notify(${EVENTS_CHANNEL}, ${workspaceId} || ':' || event_seq) from counter`);
}
