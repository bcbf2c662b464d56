import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { WebSocket, WebSocketServer } from "ws";
import type { ResultsChanged } from "@/lib/contracts/results-change";

const everyMs = 250;

/**
 * What anybody would write with `ws` alone: the sockets of a campaign are sent its change at once,
 * and all of them four times a second where something changed. No sessions, no rooms of rooms, no
 * merging, nothing for who comes back.
 */
export async function startBareFanOut() {
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1", perMessageDeflate: false });
  await once(server, "listening");
  const rooms = new Map<string, Set<WebSocket>>();
  const changed = new Set<string>();
  server.on("connection", (socket, request) => {
    const campaignId = request.url?.slice(1) ?? "";
    const room = rooms.get(campaignId) ?? new Set();
    rooms.set(campaignId, room.add(socket));
    socket.on("close", () => room.delete(socket));
  });
  const sendTo = (sockets: Iterable<WebSocket>, text: string) => {
    const data = Buffer.from(text);
    for (const socket of sockets) {
      if (socket.readyState === WebSocket.OPEN) socket.send(data, { binary: false });
    }
  };
  let seq = 0;
  setInterval(() => {
    if (changed.size === 0 || server.clients.size === 0) return;
    const notice = {
      ...{ seq, from: seq - changed.size, name: "metrics.changed" },
      data: { campaignIds: [...changed] },
      at: new Date().toISOString(),
    };
    changed.clear();
    sendTo(server.clients, `42["event",${JSON.stringify(notice)}]`);
  }, everyMs).unref();
  return {
    port: (server.address() as AddressInfo).port,
    send(facts: readonly ResultsChanged[]): void {
      for (const fact of facts) {
        seq++;
        const campaignId = fact.campaignId ?? "";
        changed.add(campaignId);
        const patch = { fromSeq: seq, toSeq: seq, at: new Date().toISOString(), changed: [fact] };
        const room = rooms.get(campaignId);
        if (room && room.size > 0) sendTo(room, `42["campaign:metrics",${JSON.stringify(patch)}]`);
      }
    },
  };
}
