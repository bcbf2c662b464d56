import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { POST } from "@/app/api/analytics/ingest/route";
import type { ResultsChanged } from "@/lib/contracts/results-change";
import { createRuntime } from "@/server/create-runtime";
import { readEnv } from "@/server/env";
import { EVENTS_CHANNEL } from "@/server/events/emit";
import { readFacts, readNotice } from "@/server/events/notice";
import { startRealtime } from "@/server/realtime/start-realtime";
import { type Runtime, setRuntime } from "@/server/runtime";
import { startBareFanOut } from "./bare-fan-out";
import { type Heard, nowMs } from "./live-protocol";

/** The product's runtime, ingest route and sockets, and bare sockets beside them on another port. */
export async function serveLive(): Promise<void> {
  const runtime = await createRuntime(readEnv(process.env));
  setRuntime(runtime);
  const commits = new Map<string, number>();
  const note = (campaignId: string, nth: number, at: number) => {
    const key = `${campaignId} ${nth}`;
    commits.set(key, Math.min(commits.get(key) ?? at, at));
  };
  const bare = await startBareFanOut();
  await listen(runtime, (facts) => {
    const at = nowMs();
    for (const { campaignId, posts } of facts) {
      note(campaignId ?? "", posts[0]?.counts.conversions ?? 0, at);
    }
    bare.send(facts);
  });
  const server = createServer((request, response) => {
    if (request.url?.startsWith("/api/socket/")) return;
    answer(request, response).then(
      (at) => note(String(request.headers["x-campaign"]), Number(request.headers["x-nth"]), at),
      () => response.destroy(),
    );
  });
  await startRealtime(server, runtime);
  server.listen(0, "127.0.0.1", () => {
    process.send?.({ port: (server.address() as AddressInfo).port, barePort: bare.port });
  });
  process.on("message", () => {
    const told = [...commits].map(([key, at]): Heard => {
      const [campaignId = "", nth] = key.split(" ");
      return [campaignId, Number(nth), at];
    });
    commits.clear();
    process.send?.(told);
  });
  process.on("disconnect", () => process.exit(0));
}

/** Hears of commits on a connection of its own, as a program of nothing but `ws` would. */
async function listen(runtime: Runtime, onFacts: (facts: ResultsChanged[]) => void): Promise<void> {
  await runtime.database.listen(EVENTS_CHANNEL, (payload) => {
    const notice = readNotice(payload);
    if (!notice) return;
    const facts = notice.text === "" ? [] : readFacts(notice);
    onFacts(facts.map(({ data }) => data as unknown as ResultsChanged));
  });
}

/** Answers when the product's route had its answer. */
async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<number> {
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
  const at = nowMs();
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(Buffer.from(await response.arrayBuffer()));
  return at;
}
