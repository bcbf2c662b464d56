import type { WireEvent } from "@/lib/contracts/events";
import type { Ctx } from "@/server/context";
import { AppError } from "@/server/errors";
import { authenticate } from "@/server/http/authenticate";
import { listEventsAfter } from "@/server/realtime/relay";

const scope = "analytics:read";
const keepAliveMs = 20_000;
const longestMs = 60 * 60_000;
const maxStreamsPerWorkspace = 20;
const open = new Map<string, number>();

const toFrame = (event: WireEvent) =>
  `id: ${event.seq}\nevent: ${event.name}\ndata: ${JSON.stringify(event)}\n\n`;

/** Server-sent events of the workspace. `Last-Event-ID` (or ?after=) resumes after that `seq`; nothing is skipped. */
export function streamEvents(ctx: Ctx, request: Request): Response {
  const count = open.get(ctx.workspaceId) ?? 0;
  if (count >= maxStreamsPerWorkspace)
    throw new AppError(
      "too_many",
      "This workspace already has 20 open event streams. Close one first.",
    );
  open.set(ctx.workspaceId, count + 1);
  const asked =
    request.headers.get("last-event-id") ?? new URL(request.url).searchParams.get("after");
  const encoder = new TextEncoder();
  let end = () => {};
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      let seq = asked && /^\d{1,15}$/.test(asked) ? Number(asked) : null;
      const held: WireEvent[] = [];
      let replaying = seq !== null;
      const write = (text: string) => controller.enqueue(encoder.encode(text));
      const push = (event: WireEvent) => {
        if (seq !== null && event.seq <= seq) return;
        seq = event.seq;
        write(toFrame(event));
      };
      const { leave, ready } = ctx.runtime.relay.subscribe(ctx.workspaceId, (event) =>
        replaying ? held.push(event) : push(event),
      );
      // Who lost the session, the token or the role hears nothing more.
      const beat = setInterval(() => {
        authenticate(ctx.runtime, request).then(
          ({ actor }) => (actor.scopes.has(scope) ? write(": still here\n\n") : end()),
          () => end(),
        );
      }, keepAliveMs);
      const limit = setTimeout(() => end(), longestMs);
      end = () => {
        end = () => {};
        leave();
        clearInterval(beat);
        clearTimeout(limit);
        open.set(ctx.workspaceId, Math.max(0, (open.get(ctx.workspaceId) ?? 1) - 1));
        controller.close();
      };
      request.signal.addEventListener("abort", () => end());
      await ready;
      write(": listening\n\n");
      while (replaying) {
        const facts = await listEventsAfter(ctx.db, ctx.workspaceId, seq ?? 0);
        for (const fact of facts) push(fact);
        replaying = facts.length > 0;
      }
      for (const event of held) push(event);
    },
    cancel: () => end(),
  });
  return new Response(body, {
    headers: {
      "content-type": "text/event-stream",
      "cache-control": "no-store",
      "x-accel-buffering": "no",
    },
  });
}
