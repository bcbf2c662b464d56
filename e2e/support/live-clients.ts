import { setTimeout as sleep } from "node:timers/promises";
import { io } from "socket.io-client";
import { type Resumed, SOCKET_EVENT, SOCKET_RESUMED, type WireEvent } from "@/lib/contracts/events";
import type { ResultsChanged } from "@/lib/contracts/results-change";
import type { JoinAnswer, ResultsPatch } from "@/lib/contracts/results-patch";

export interface LiveClient {
  /** Of each fact heard, in the order of hearing; several changes of counts may stand as one. */
  spans: { from: number; to: number }[];
  /** What it last heard from the server: for who looks why one is behind. */
  state(): string;
  conversions(): number;
  close(): void;
}

export interface Door {
  url: string;
  /** The last `seq` before anything was counted. */
  after: number;
}

const sumOf = (changed: readonly ResultsChanged[]) =>
  changed
    .flatMap(({ changes }) => changes)
    .reduce((total, { counts }) => total + (counts.conversions ?? 0), 0);

/** A browser without the browser: facts of the workspace, and the sums of one campaign or of all. */
export function openSocketClient(
  { url, after }: Door,
  cookie: string,
  campaignId: string | null,
): LiveClient {
  const spans: LiveClient["spans"] = [];
  let [last, counted, sum] = [after, after, 0];
  let isCurrent = false;
  const socket = io(url, {
    path: "/api/socket",
    transports: ["websocket"],
    forceNew: true,
    extraHeaders: { cookie },
    reconnectionDelay: 100,
    reconnectionDelayMax: 500,
    auth: (tell) => tell({ resume: last }),
  });
  socket.on(SOCKET_EVENT, (...facts: WireEvent[]) => {
    for (const { from, seq } of facts) {
      if (seq <= last) throw new Error(`${seq} came after ${last}.`);
      spans.push({ from: from ?? seq, to: seq });
      last = seq;
    }
  });
  socket.on(SOCKET_RESUMED, ({ missed }: Resumed) => {
    if (missed) throw new Error("Facts were missed.");
  });
  const add = (patch: ResultsPatch) => {
    if (patch.refetch || patch.fromSeq <= counted) throw new Error("A patch does not follow.");
    sum += sumOf(patch.changed);
    counted = patch.toSeq;
  };
  const hear = (patch: ResultsPatch) => isCurrent && add(patch);
  socket.on("campaign:metrics", hear);
  socket.on("results:metrics", hear);
  socket.on("disconnect", () => {
    isCurrent = false;
  });
  socket.on("connect", () => {
    const order = { after: counted, ...(campaignId ? { campaignId } : {}) };
    socket.emit("results:subscribe", order, (answer: JoinAnswer) => {
      if (!answer.ok) throw new Error(answer.message);
      if (answer.patch) add(answer.patch);
      counted = answer.seq;
      isCurrent = true;
    });
  });
  return {
    spans,
    state: () => `socket ${socket.connected} at ${last}, counted ${counted}`,
    conversions: () => sum,
    close: () => socket.close(),
  };
}

/** A program that reads the stream and goes on after the last event it had. */
export function openStreamClient({ url, after }: Door, token: string): LiveClient {
  const spans: LiveClient["spans"] = [];
  const closing = new AbortController();
  let [last, sum, status] = [after, 0, 0];

  function take(frame: string): void {
    const id = Number(/^id: (\d+)$/m.exec(frame)?.[1]);
    if (!id) return;
    spans.push({ from: id, to: id });
    last = id;
    const { type, data } = JSON.parse(/^data: (.*)$/m.exec(frame)?.[1] ?? "") as {
      type: string;
      data: ResultsChanged;
    };
    if (type === "metrics.changed") sum += sumOf([data]);
  }

  async function read(): Promise<void> {
    const headers = { authorization: `Bearer ${token}`, "last-event-id": String(last) };
    const { signal } = closing;
    const response = await fetch(`${url}/api/v1/events`, { headers, signal });
    status = response.status;
    let text = "";
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true });
      const frames = text.split("\n\n");
      text = frames.pop() ?? "";
      for (const frame of frames) take(frame);
    }
  }

  async function follow(): Promise<void> {
    while (!closing.signal.aborted) {
      await read().catch(() => {});
      // A token asks 600 times a minute at most.
      await sleep(500);
    }
  }
  void follow();
  return {
    spans,
    state: () => `stream ${status} at ${last}`,
    conversions: () => sum,
    close: () => closing.abort(),
  };
}
