import type { Server as HttpServer, IncomingMessage } from "node:http";
import { and, eq } from "drizzle-orm";
import { Server, type Socket } from "socket.io";
import { z } from "zod";
import { isFrequent } from "@/lib/api/apply-event";
import { Id } from "@/lib/contracts/common";
import { SOCKET_EVENT, SOCKET_NAMES, type WireEvent } from "@/lib/contracts/events";
import { campaigns } from "@/server/db/schema/campaigns";
import { findSessionIdentity, type Identity } from "@/server/http/authenticate";
import { readSessionToken } from "@/server/http/session-token";
import { coalesce } from "@/server/realtime/coalesce";
import type { Runtime } from "@/server/runtime";

/** At most four updates a second to a room, the first at once. */
const everyMs = 250;
const maxMessageBytes = 16 * 1024;
const maxRoomsPerSocket = 50;
const recheckMs = 60_000;

const Subscription = z.object({ campaignId: Id });
type Ack = (answer: { ok: boolean; message?: string }) => void;

const workspaceRoom = (id: string) => `workspace:${id}`;
const campaignRoom = (id: string) => `campaign:${id}`;
const userRoom = (id: string) => `user:${id}`;

/** Socket.io beside Next on the same server. A socket hears its own workspace and nothing else. */
export async function startRealtime(
  http: HttpServer,
  runtime: Runtime,
): Promise<{ stop(): Promise<void> }> {
  const io = new Server(http, {
    path: "/api/socket",
    serveClient: false,
    maxHttpBufferSize: maxMessageBytes,
    allowRequest: (request, done) => done(null, isOwnOrigin(runtime, request)),
  });
  const unsubscribe = new Map<string, () => void>();
  const fanOut = createFanOut(io);

  io.use(async (socket, next) => {
    const identity = await identify(runtime, socket);
    if (!identity) return next(new Error("unauthenticated"));
    socket.data.identity = identity;
    next();
  });

  io.on("connection", (socket) => {
    const { workspaceId, actor } = socket.data.identity as Identity;
    void socket.join(workspaceRoom(workspaceId));
    if (actor.id) void socket.join(userRoom(actor.id));
    if (!unsubscribe.has(workspaceId)) {
      unsubscribe.set(
        workspaceId,
        runtime.relay.subscribe(workspaceId, (event) => fanOut.push(workspaceId, event)).leave,
      );
    }
    acceptSubscriptions(runtime, socket, workspaceId);
    const recheck = setInterval(async () => {
      if (!(await identify(runtime, socket))) socket.disconnect(true);
    }, recheckMs);
    socket.on("disconnect", () => {
      clearInterval(recheck);
      if ((io.sockets.adapter.rooms.get(workspaceRoom(workspaceId))?.size ?? 0) > 0) return;
      unsubscribe.get(workspaceId)?.();
      unsubscribe.delete(workspaceId);
    });
  });

  runtime.disconnectUser = (userId) => io.in(userRoom(userId)).disconnectSockets(true);
  return {
    async stop() {
      for (const leave of unsubscribe.values()) leave();
      fanOut.clear();
      await io.close();
      await runtime.relay.close();
    },
  };
}

async function identify(runtime: Runtime, socket: Socket): Promise<Identity | null> {
  const token = await readSessionToken(runtime.env, socket.handshake.headers.cookie ?? null);
  return token ? findSessionIdentity(runtime, token) : null;
}

function isOwnOrigin(runtime: Runtime, request: IncomingMessage): boolean {
  const origin = request.headers.origin;
  // Browsers always name the origin of a WebSocket; other clients have no cookie to steal.
  if (!origin) return true;
  const host = URL.parse(origin)?.host;
  return host === request.headers.host || host === new URL(runtime.env.APP_URL).host;
}

function acceptSubscriptions(runtime: Runtime, socket: Socket, workspaceId: string): void {
  socket.on("campaign:subscribe", async (payload: unknown, ack?: Ack) => {
    const parsed = Subscription.safeParse(payload);
    const answer = typeof ack === "function" ? ack : () => {};
    if (!parsed.success || socket.rooms.size > maxRoomsPerSocket)
      return answer({ ok: false, message: "That is not a campaign." });
    const { campaignId } = parsed.data;
    const [campaign] = await runtime.database.db
      .select({ id: campaigns.id })
      .from(campaigns)
      .where(and(eq(campaigns.id, campaignId), eq(campaigns.workspaceId, workspaceId)));
    if (!campaign)
      return answer({ ok: false, message: "There is no such campaign in this workspace." });
    await socket.join(campaignRoom(campaignId));
    answer({ ok: true });
  });
  socket.on("campaign:unsubscribe", async (payload: unknown, ack?: Ack) => {
    const parsed = Subscription.safeParse(payload);
    if (parsed.success) await socket.leave(campaignRoom(parsed.data.campaignId));
    if (typeof ack === "function") ack({ ok: parsed.success });
  });
}

function createFanOut(io: Server) {
  const send = (workspaceId: string, event: WireEvent) => {
    io.to(workspaceRoom(workspaceId)).emit(SOCKET_EVENT, event);
    const wireName = SOCKET_NAMES[event.name];
    if (!wireName) return;
    const campaignId = event.data.campaignId;
    const isForCampaign = wireName.startsWith("campaign:") && typeof campaignId === "string";
    io.to(isForCampaign ? campaignRoom(campaignId) : workspaceRoom(workspaceId)).emit(
      wireName,
      event.data,
    );
  };
  const frequent = coalesce<WireEvent>(everyMs, (key, event) =>
    send(key.split(" ")[0] ?? "", event),
  );
  return {
    push(workspaceId: string, event: WireEvent) {
      if (isFrequent(event.name))
        frequent.push(`${workspaceId} ${event.name} ${event.data.campaignId ?? ""}`, event);
      else send(workspaceId, event);
    },
    clear: () => frequent.clear(),
  };
}
