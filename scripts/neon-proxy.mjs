import net from "node:net";
import { WebSocketServer } from "ws";

function join(webSocket, target) {
  const socket = net.connect(target);
  // Neither end may crash the proxy: a lost one simply takes the other with it.
  socket.on("error", () => webSocket.terminate());
  webSocket.on("error", () => socket.destroy());
  webSocket.on("message", (data) => socket.write(data));
  webSocket.on("close", () => socket.end());
  socket.on("data", (data) => webSocket.readyState === webSocket.OPEN && webSocket.send(data));
  socket.on("close", () => webSocket.close());
}

/**
 * What Neon's driver expects in front of a PostgreSQL: a WebSocket whose binary frames are the TCP
 * stream. The address that a client asks for is ignored; only `target` is ever reached.
 */
export function startNeonProxy(target) {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0, perMessageDeflate: false });
  server.on("connection", (webSocket) => join(webSocket, target));
  const stop = () =>
    new Promise((resolve) => {
      for (const client of server.clients) client.close(1001);
      const timer = setTimeout(() => {
        for (const client of server.clients) client.terminate();
      }, 500);
      server.close(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.once("listening", () =>
      resolve({ address: `127.0.0.1:${server.address().port}`, stop }),
    );
  });
}
