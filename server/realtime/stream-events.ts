import { type Resumed, SOCKET_RESUMED } from "@/lib/contracts/events";
import { isStreamEvent, type StreamQuery } from "@/lib/contracts/outbound-events";
import type { Ctx } from "@/server/context";
import { AppError } from "@/server/errors";
import { listEventsAfter } from "@/server/events/list-events-after";
import { readEventSeq } from "@/server/events/read-event-seq";
import { authenticate } from "@/server/http/authenticate";
import { buildBodies } from "@/server/outbound/build-bodies";

const scope = "analytics:read";
const keepAliveMs = 20_000;
const longestMs = 60 * 60_000;
const maxStreamsPerWorkspace = 20;
/** Who reads slower than events come gets no more than this ahead: the rest waits in the table. */
const maxAheadBytes = 64 * 1024;
const batch = 100;
/** Beats in a row without room for one. The client comes back and goes on where it was. */
const maxStalledBeats = 3;
const open = new Map<string, number>();
const encoder = new TextEncoder();
const headers = {
  "content-type": "text/event-stream",
  "cache-control": "no-store",
  "x-accel-buffering": "no",
};

/**
 * Server-sent events of the workspace: what webhooks deliver, and how counts change. The relay only rings: what is
 * sent is read from the table, in order and after the last one sent, so nothing is skipped or doubled.
 */
export function streamEvents(ctx: Ctx, request: Request, query: StreamQuery): Response {
  // Nobody would read the stream, nor say that it is over.
  if (request.method === "HEAD") return new Response(null, { headers });
  enter(ctx.workspaceId);
  const bell = createBell();
  const { leave, ready } = ctx.runtime.relay.subscribe(ctx.workspaceId, bell.ring);
  let ended = false;
  let release = () => {};
  const events = readEvents(ctx, query.events, readAfter(request, query));
  const body = new ReadableStream<Uint8Array>(
    {
      async start(controller) {
        release = keepAlive(ctx, request, controller, (error) => {
          if (error) controller.error(error);
          else if (!ended) controller.close();
          finish();
        });
        const first = await orFinish(async () => {
          await ready;
          return events.begin();
        });
        // Whoever left before the listener was there is told of by nothing else.
        if (request.signal.aborted) finish();
        if (!ended) controller.enqueue(encoder.encode(`: listening\n\n${first}`));
      },
      async pull(controller) {
        while (!ended) {
          const frames = await orFinish(events.next);
          if (ended) return;
          if (frames) return controller.enqueue(encoder.encode(frames));
          if (frames === null) await bell.wait();
        }
      },
      cancel: finish,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: maxAheadBytes }),
  );
  function finish(): void {
    if (ended) return;
    ended = true;
    leave();
    release();
    bell.ring();
    open.set(ctx.workspaceId, Math.max(0, (open.get(ctx.workspaceId) ?? 1) - 1));
  }
  async function orFinish<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      finish();
      throw error;
    }
  }
  return new Response(body, { headers });
}

function enter(workspaceId: string): void {
  const count = open.get(workspaceId) ?? 0;
  if (count >= maxStreamsPerWorkspace)
    throw new AppError(
      "too_many",
      "This workspace already has 20 open event streams. Close one first.",
    );
  open.set(workspaceId, count + 1);
}

/** A ring that comes while nobody waits is not lost. */
function createBell() {
  let rung = false;
  let wake = () => {};
  return {
    ring() {
      rung = true;
      wake();
    },
    async wait(): Promise<void> {
      if (!rung) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      rung = false;
    },
  };
}

function readAfter(request: Request, { after }: StreamQuery): number | null {
  const asked = request.headers.get("last-event-id") ?? after;
  return asked && /^\d{1,15}$/.test(asked) ? Number(asked) : null;
}

function readEvents(ctx: Ctx, names: readonly string[], after: number | null) {
  let seq = after ?? 0;
  const withPosts = ctx.actor.scopes.has("posts:read");
  const withLearning = ctx.actor.scopes.has("learning:read");
  return {
    /** A frame that says so where not all that came after the client's last event is there; the rest follows. */
    async begin(): Promise<string> {
      const present = await readEventSeq(ctx.db, ctx.workspaceId);
      const [next] = after === null ? [] : await listEventsAfter(ctx.db, ctx.workspaceId, after, 1);
      // Where a database was put back, the client knows of more than ever was.
      const isWhole = after !== null && (next ? next.seq === after + 1 : after === present);
      if (isWhole) return "";
      seq = next ? next.seq - 1 : present;
      if (after === null) return "";
      const data = JSON.stringify({ seq, missed: true } satisfies Resumed);
      return `id: ${seq}\nevent: ${SOCKET_RESUMED}\ndata: ${data}\n\n`;
    },
    /** Frames of the next events, empty where none of them is wanted; null: there are no more. */
    async next(): Promise<string | null> {
      const facts = await listEventsAfter(ctx.db, ctx.workspaceId, seq, batch);
      if (facts.length === 0) return null;
      seq = facts.at(-1)?.seq ?? seq;
      const wanted = facts.filter(
        ({ name }) =>
          isStreamEvent(name) &&
          (withLearning || !name.startsWith("learning.")) &&
          (names.length === 0 || (names as readonly string[]).includes(name)),
      );
      const { workspaceId } = ctx;
      const bodies = await buildBodies(ctx.db, { workspaceId, events: wanted, withPosts });
      return wanted
        .map(({ seq: id, name }, at) => {
          const data = JSON.stringify({ seq: id, ...bodies[at] });
          return `id: ${id}\nevent: ${name}\ndata: ${data}\n\n`;
        })
        .join("");
    },
  };
}

/** Who lost the session, the token or the role hears nothing more; who does not read is let go. */
function keepAlive(
  ctx: Ctx,
  request: Request,
  controller: ReadableStreamDefaultController<Uint8Array>,
  end: (error?: Error) => void,
): () => void {
  let stalled = 0;
  const beat = setInterval(() => {
    authenticate(ctx.runtime, request).then(
      ({ actor }) => {
        if (!actor.scopes.has(scope)) return end();
        stalled = (controller.desiredSize ?? 0) > 0 ? 0 : stalled + 1;
        if (stalled >= maxStalledBeats) return end(new Error("the reader of a stream is too slow"));
        if (stalled === 0) controller.enqueue(encoder.encode(": still here\n\n"));
      },
      () => end(),
    );
  }, keepAliveMs);
  const stop = () => end();
  const limit = setTimeout(stop, longestMs);
  request.signal.addEventListener("abort", stop);
  return () => {
    clearInterval(beat);
    clearTimeout(limit);
    request.signal.removeEventListener("abort", stop);
  };
}
