import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { GET } from "@/app/api/reports/raw/route";
import { createRuntime } from "@/server/create-runtime";
import { readEnv } from "@/server/env";
import { setRuntime } from "@/server/runtime";

const SAMPLE_MS = 20;
const MB = 1024 ** 2;

/**
 * The product's own runtime and route behind a plain HTTP server, in a process of its own. Its parent
 * is told the port; asked to `begin`, it clears up and watches its memory, and on `end` tells the peak.
 */
export async function serveReports(): Promise<void> {
  setRuntime(await createRuntime(readEnv(process.env)));
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.listen(0, "127.0.0.1", () => {
    process.send?.({ port: (server.address() as AddressInfo).port });
  });
  let before = 0;
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, SAMPLE_MS);
  process.on("message", (word) => {
    if (word === "begin") {
      globalThis.gc?.();
      before = process.memoryUsage.rss();
      peak = before;
    }
    process.send?.({ beforeMb: before / MB, peakMb: peak / MB });
  });
  process.on("disconnect", () => {
    clearInterval(watch);
    process.exit(0);
  });
}

async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const headers = { authorization: incoming.headers.authorization ?? "" };
  const request = new Request(`http://127.0.0.1${incoming.url}`, { headers });
  const response = await GET(request, { params: Promise.resolve({}) });
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.flushHeaders();
  if (response.body) await pipeline(Readable.fromWeb(response.body as never), outgoing);
  else outgoing.end();
}
