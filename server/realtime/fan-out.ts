import type { Server } from "socket.io";
import { isFrequent } from "@/lib/api/apply-event";
import { SOCKET_EVENT, SOCKET_NAMES, type WireEvent } from "@/lib/contracts/events";
import {
  CAMPAIGN_METRICS,
  RESULTS_METRICS,
  type ResultsPatch,
} from "@/lib/contracts/results-patch";
import { coalesce } from "@/server/realtime/coalesce";
import { firstSeq, mergeNotices, toNotice } from "@/server/realtime/notices";
import { mergePatches, toPatch } from "@/server/realtime/patches";
import { campaignRoom, resultsRoom, workspaceRoom } from "@/server/realtime/rooms";

/** At most four updates a second to a room, the first at once. */
const everyMs = 250;
/** So many wait for their turn; then it comes early. */
const mostWaiting = 200;

export interface FanOut {
  push(event: WireEvent): void;
  /** The first `seq` that waits for its turn in this room, or null: all that was heard was sent. */
  waitingFrom(room: string): number | null;
  clear(): void;
}

/**
 * Passes the facts of a workspace on to the rooms that they concern; the encoded message is shared by
 * a whole room. It lives as long as the subscription that feeds it: what waits in it and what is
 * heard next leave no fact out between them.
 */
export function createFanOut(io: Server, workspaceId: string): FanOut {
  // Who joins an empty room later is told from the rows what was not sent.
  const isEmpty = (room: string) => !io.sockets.adapter.rooms.has(room);
  const results = coalesce<ResultsPatch>({
    everyMs,
    merge: mergePatches,
    send: (room, patch) =>
      void io
        .to(room)
        .emit(room.startsWith("campaign:") ? CAMPAIGN_METRICS : RESULTS_METRICS, patch),
  });
  const notices = coalesce<WireEvent[]>({
    everyMs,
    merge: mergeNotices,
    send: (room, events) => sendNotices(io.to(room), events),
  });

  function pushResults(event: WireEvent): void {
    const patch = toPatch(event);
    const { campaignId } = event.data;
    const rooms = [
      ...(typeof campaignId === "string" ? [campaignRoom(campaignId)] : []),
      resultsRoom(workspaceId),
    ];
    for (const room of rooms) {
      if (!isEmpty(room) || results.waiting(room)) results.push(room, patch);
    }
  }

  return {
    push(event) {
      if (event.name === "metrics.changed") pushResults(event);
      const room = workspaceRoom(workspaceId);
      const waiting = notices.waiting(room);
      if (isEmpty(room) && !waiting) return;
      const mayWait = isFrequent(event.name) && (waiting?.length ?? 0) < mostWaiting;
      notices[mayWait ? "push" : "pass"](room, [toNotice(event)]);
    },
    waitingFrom(room) {
      return results.waiting(room)?.fromSeq ?? firstSeq(notices.waiting(room) ?? []);
    },
    clear() {
      results.clear();
      notices.clear();
    },
  };
}

interface Target {
  emit(name: string, ...data: unknown[]): unknown;
}

/** Under the one name of all events, and under the names that outside listeners know. */
export function sendNotices(target: Target, events: readonly WireEvent[]): void {
  if (events.length === 0) return;
  target.emit(SOCKET_EVENT, ...events);
  for (const [name, data] of toFixedNames(events)) target.emit(name, ...data);
}

/** Names that outside listeners know, each with the data of its events in order. */
function toFixedNames(events: readonly WireEvent[]): [string, WireEvent["data"][]][] {
  const byName = Map.groupBy(events, ({ name }) =>
    name === "metrics.changed" ? undefined : SOCKET_NAMES[name],
  );
  return [...byName].flatMap(([name, own]) =>
    name ? [[name, own.map(({ data }) => data)] as [string, WireEvent["data"][]]] : [],
  );
}
