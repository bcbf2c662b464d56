import { and, asc, eq, gt } from "drizzle-orm";
import type { EventName, WireEvent } from "@/lib/contracts/events";
import type { Database, Reader } from "@/server/db/client";
import { events } from "@/server/db/schema/facts";
import { workspaces } from "@/server/db/schema/workspaces";
import { EVENTS_CHANNEL } from "@/server/events/emit";
import type { Log } from "@/server/log";

export type Listener = (event: WireEvent) => void;

export interface Subscription {
  leave(): void;
  /** Every fact committed after this is heard; what came before is for whoever reads the rows. */
  ready: Promise<void>;
}

export interface EventRelay {
  /** Hears the facts of one workspace from the present on, in order. */
  subscribe(workspaceId: string, listener: Listener): Subscription;
  close(): Promise<void>;
}

const batch = 500;

/** Facts after `seq`, oldest first. */
export async function listEventsAfter(
  db: Reader,
  workspaceId: string,
  seq: number,
  limit = batch,
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

interface Channel {
  listeners: Set<Listener>;
  seq: number;
  wanted: number;
  reading: boolean;
  ready: Promise<void>;
}

/** One LISTEN for the process. A notification only says how far to read; the rows are the truth. */
export async function startRelay(database: Database, log: Log): Promise<EventRelay> {
  const channels = new Map<string, Channel>();

  async function read(workspaceId: string, channel: Channel): Promise<void> {
    if (channel.reading) return;
    channel.reading = true;
    try {
      while (channel.seq < channel.wanted) {
        const facts = await listEventsAfter(database.db, workspaceId, channel.seq);
        if (facts.length === 0) break;
        for (const fact of facts) {
          channel.seq = fact.seq;
          for (const listener of channel.listeners) listener(fact);
        }
      }
    } catch (error) {
      log.error({ err: error }, "events could not be read");
    } finally {
      channel.reading = false;
    }
  }

  function want(workspaceId: string, seq: number): void {
    const channel = channels.get(workspaceId);
    if (!channel) return;
    channel.wanted = Math.max(channel.wanted, seq);
    void read(workspaceId, channel);
  }

  const stop = await database.listen(
    EVENTS_CHANNEL,
    (payload) => {
      const [workspaceId = "", seq = "0"] = payload.split(":");
      want(workspaceId, Number(seq));
    },
    // Whatever was announced while the connection was down is read now.
    () => {
      for (const workspaceId of channels.keys()) want(workspaceId, Number.MAX_SAFE_INTEGER);
    },
  );

  return {
    subscribe(workspaceId, listener) {
      let channel = channels.get(workspaceId);
      if (!channel) {
        channel = {
          listeners: new Set(),
          seq: Number.MAX_SAFE_INTEGER,
          wanted: 0,
          reading: false,
          ready: Promise.resolve(),
        };
        channels.set(workspaceId, channel);
        channel.ready = startAtPresent(workspaceId, channel);
      }
      const joined = channel;
      joined.listeners.add(listener);
      const leave = () => {
        joined.listeners.delete(listener);
        if (joined.listeners.size === 0 && channels.get(workspaceId) === joined)
          channels.delete(workspaceId);
      };
      return { leave, ready: joined.ready };
    },
    close: () => stop(),
  };

  async function startAtPresent(workspaceId: string, channel: Channel): Promise<void> {
    try {
      const [row] = await database.db
        .select({ seq: workspaces.eventSeq })
        .from(workspaces)
        .where(eq(workspaces.id, workspaceId));
      channel.seq = row?.seq ?? 0;
      void read(workspaceId, channel);
    } catch (error) {
      log.error({ err: error }, "events could not be followed");
      channels.delete(workspaceId);
    }
  }
}
