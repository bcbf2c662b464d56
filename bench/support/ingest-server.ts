import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { POST } from "@/app/api/analytics/ingest/route";
import { createRuntime } from "@/server/create-runtime";
import { readEnv } from "@/server/env";
import { setRuntime } from "@/server/runtime";

/**
 * The product's own runtime and route behind a plain HTTP server, in a process of its own. Its parent
 * is told the port, and on each message how much memory the process holds.
 */
export async function serveIngest(): Promise<void> {
  setRuntime(await createRuntime(readEnv(process.env)));
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.listen(0, "127.0.0.1", () => {
    process.send?.({ port: (server.address() as AddressInfo).port });
  });
  process.on("message", () => {
    process.send?.({ rssMb: process.memoryUsage().rss / 1024 ** 2 });
  });
  process.on("disconnect", () => process.exit(0));
}

async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const request = new Request(`http://127.0.0.1${incoming.url}`, {
    method: "POST",
    headers: Object.entries(incoming.headers).map(([name, value]): [string, string] => [
      name,
      String(value),
    ]),
    body: Readable.toWeb(incoming) as ReadableStream,
    duplex: "half",
  } as RequestInit);
  const response = await POST(request, { params: Promise.resolve({}) });
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}
