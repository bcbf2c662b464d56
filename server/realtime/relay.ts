import type { WireEvent } from "@/lib/contracts/events";
import type { Database } from "@/server/db/client";
import { EVENTS_CHANNEL } from "@/server/events/emit";
import { listEventsAfter } from "@/server/events/list-events-after";
import { readEventSeq } from "@/server/events/read-event-seq";
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
  /** Rings for every fact of every workspace, and when some may have been missed. */
  onRing(ring: () => void): () => void;
  close(): Promise<void>;
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
  const rings = new Set<() => void>();

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
      for (const ring of rings) ring();
    },
    // Whatever was announced while the connection was down is read now.
    () => {
      for (const workspaceId of channels.keys()) want(workspaceId, Number.MAX_SAFE_INTEGER);
      for (const ring of rings) ring();
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
    onRing(ring) {
      rings.add(ring);
      return () => void rings.delete(ring);
    },
    close: () => stop(),
  };

  async function startAtPresent(workspaceId: string, channel: Channel): Promise<void> {
    try {
      channel.seq = await readEventSeq(database.db, workspaceId);
      void read(workspaceId, channel);
    } catch (error) {
      log.error({ err: error }, "events could not be followed");
      channels.delete(workspaceId);
    }
  }
}
