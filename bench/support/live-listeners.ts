import { WebSocket } from "ws";
import type { ResultsPatch } from "@/lib/contracts/results-patch";
import { type Heard, nowMs, type Order } from "./live-protocol";

const metrics = '42["campaign:metrics",';
const sockets: WebSocket[] = [];
let heard: Heard[] = [];

/** Five hundred browsers' sockets, each of a page on one campaign, without the browsers. */
export function listenToRooms(): void {
  process.on("message", (order: Order) => {
    if (order.kind === "collect") {
      process.send?.(heard);
      heard = [];
      return;
    }
    connect(order).then(
      () => process.send?.({ connected: sockets.length }),
      () => process.exit(1),
    );
  });
  process.on("disconnect", () => process.exit(0));
}

async function connect(order: Order): Promise<void> {
  for (const socket of sockets.splice(0)) socket.close();
  const { sockets: count = 0, campaignIds = [] } = order;
  for (let i = 0; i < count; i += 20) {
    const batch = Array.from({ length: Math.min(20, count - i) }, (_, j) =>
      open(order, campaignIds[(i + j) % campaignIds.length] ?? ""),
    );
    sockets.push(...(await Promise.all(batch)));
  }
}

function open(
  { side, port, barePort, cookie = "" }: Order,
  campaignId: string,
): Promise<WebSocket> {
  const socket =
    side === "ws"
      ? new WebSocket(`ws://127.0.0.1:${barePort}/${campaignId}`)
      : new WebSocket(`ws://127.0.0.1:${port}/api/socket/?EIO=4&transport=websocket`, {
          headers: { cookie },
        });
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    if (side === "ws") socket.once("open", () => resolve(socket));
    // A browser's socket says which facts it has, and then which campaign it looks at.
    else socket.once("open", () => socket.send('40{"resume":0}'));
    socket.on("message", (data) => {
      const text = String(data);
      if (text.startsWith(metrics)) return note(campaignId, text);
      if (text === "2") return socket.send("3");
      if (text.startsWith("40"))
        socket.send(`421["campaign:subscribe",${JSON.stringify({ campaignId, after: 0 })}]`);
      if (text.startsWith("431")) resolve(socket);
    });
  });
}

function note(campaignId: string, text: string): void {
  const at = nowMs();
  const patch = JSON.parse(text.slice(metrics.length, -1)) as ResultsPatch;
  for (const { posts } of patch.changed) {
    for (const { counts } of posts) heard.push([campaignId, counts.conversions, at]);
  }
}
