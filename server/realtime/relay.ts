import type { WireEvent } from "@/lib/contracts/events";
import type { Database } from "@/server/db/client";
import { EVENTS_CHANNEL } from "@/server/events/emit";
import { listEventsAfter } from "@/server/events/list-events-after";
import { readFacts, readNotice } from "@/server/events/notice";
import { readEventSeq } from "@/server/events/read-event-seq";
import type { Log } from "@/server/log";

/** Rows that could not be read are asked for again after so long. */
const retryMs = 1000;

export type Listener = (event: WireEvent) => void;

export interface Subscription {
  leave(): void;
  /** Every fact committed after this is heard; what came before is for whoever reads the rows. */
  ready: Promise<void>;
  /** The last fact that was told, or passed over as older than this subscription. */
  seq(): number;
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
  /** Counts the rings that asked for rows. */
  rings: number;
  reading: boolean;
  ready: Promise<void>;
}

/** Reads what notifications left out, for each workspace that somebody listens to. */
function createChannels(database: Database, log: Log) {
  const channels = new Map<string, Channel>();
  let closed = false;

  async function read(workspaceId: string, channel: Channel): Promise<void> {
    if (channel.reading) return;
    channel.reading = true;
    try {
      while (channel.seq < channel.wanted) {
        const { rings } = channel;
        const facts = await listEventsAfter(database.db, workspaceId, channel.seq);
        if (facts.length > 0) tell(channel, facts);
        // What rang while these rows were read may have come too late to be among them.
        else if (channel.rings === rings) channel.wanted = channel.seq;
      }
    } catch (error) {
      log.error({ err: error }, "events could not be read");
      setTimeout(() => !closed && void read(workspaceId, channel), retryMs).unref();
    } finally {
      channel.reading = false;
    }
  }

  async function startAtPresent(workspaceId: string, channel: Channel): Promise<void> {
    try {
      channel.seq = await readEventSeq(database.db, workspaceId);
      void read(workspaceId, channel);
    } catch (error) {
      log.error({ err: error }, "events could not be followed");
      channels.delete(workspaceId);
      throw error;
    }
  }

  return {
    all: channels,
    want(workspaceId: string, channel: Channel, seq: number): void {
      channel.wanted = Math.max(channel.wanted, seq);
      channel.rings++;
      void read(workspaceId, channel);
    },
    open(workspaceId: string): Channel {
      const channel: Channel = {
        listeners: new Set(),
        seq: Number.MAX_SAFE_INTEGER,
        wanted: 0,
        rings: 0,
        reading: false,
        ready: Promise.resolve(),
      };
      channels.set(workspaceId, channel);
      channel.ready = startAtPresent(workspaceId, channel);
      channel.ready.catch(() => {});
      return channel;
    },
    close(): void {
      closed = true;
    },
  };
}

/**
 * One LISTEN for the process. A notification brings small facts along; what it leaves out, or what
 * was missed before it, is read from the rows, which are the truth.
 */
export async function startRelay(database: Database, log: Log): Promise<EventRelay> {
  const channels = createChannels(database, log);
  const rings = new Set<() => void>();

  function hear(payload: string): void {
    const notice = readNotice(payload);
    const channel = notice ? channels.all.get(notice.workspaceId) : undefined;
    if (!notice || !channel) return;
    const { workspaceId, seq, count, text } = notice;
    const isNext = channel.seq === seq - count && text !== "";
    if (isNext && !channel.reading) tell(channel, readFacts(notice));
    else channels.want(workspaceId, channel, seq);
  }

  const stop = await database.listen(
    EVENTS_CHANNEL,
    (payload) => {
      hear(payload);
      for (const ring of rings) ring();
    },
    // Whatever was announced while the connection was down is read now.
    () => {
      for (const [id, channel] of channels.all) channels.want(id, channel, Number.MAX_SAFE_INTEGER);
      for (const ring of rings) ring();
    },
  );

  return {
    subscribe(workspaceId, listener) {
      const channel = channels.all.get(workspaceId) ?? channels.open(workspaceId);
      channel.listeners.add(listener);
      const leave = () => {
        channel.listeners.delete(listener);
        if (channel.listeners.size === 0 && channels.all.get(workspaceId) === channel)
          channels.all.delete(workspaceId);
      };
      return { leave, ready: channel.ready, seq: () => channel.seq };
    },
    onRing(ring) {
      rings.add(ring);
      return () => void rings.delete(ring);
    },
    async close() {
      channels.close();
      await stop();
    },
  };
}

function tell(channel: Channel, facts: readonly WireEvent[]): void {
  for (const fact of facts) {
    channel.seq = fact.seq;
    for (const listener of channel.listeners) listener(fact);
  }
}
