import { sql } from "drizzle-orm";
import type { EventName } from "@/lib/contracts/events";
import type { Tx } from "@/server/db/client";
import { PREPARED } from "@/server/db/prepared";
import { toJsonText } from "@/server/db/to-jsonb";
import { uuidv7 } from "@/server/db/uuid";
import { packFacts } from "./notice";

export const EVENTS_CHANNEL = "bandwagon_events";

export interface NewEvent {
  name: EventName;
  data: Record<string, unknown>;
}

/**
 * Records facts of one workspace and rings once on commit. Call it last in the transaction: the
 * workspace row is locked from here on, so that `seq` follows commit order. Small facts travel with
 * the ring, so that no read stands between the commit and who listens.
 */
export async function emit(tx: Tx, workspaceId: string, facts: NewEvent[]): Promise<void> {
  if (facts.length === 0) return;
  const ids = facts.map(() => uuidv7());
  const text = toJsonText(facts.map(({ name, data }) => [name, data]));
  await tx.execute(sql`${PREPARED}
    with counter as (
      update workspaces set event_seq = event_seq + ${facts.length}::int
      where id = ${workspaceId}::uuid returning event_seq),
    told as (
      insert into events (id, workspace_id, seq, name, data)
      select (${JSON.stringify(ids)}::jsonb ->> (r.nth - 1)::int)::uuid, ${workspaceId}::uuid,
        counter.event_seq - ${facts.length}::int + r.nth, r.fact ->> 0, r.fact -> 1
      from counter, jsonb_array_elements(${text}::jsonb) with ordinality as r(fact, nth))
    select pg_notify(${EVENTS_CHANNEL}, ${workspaceId} || ':' || event_seq || ':'
      || ${facts.length}::int || ':' || floor(extract(epoch from now()) * 1000) || ':' || ${packFacts(text)}) from counter`);
}
