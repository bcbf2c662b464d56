import type { Server as HttpServer, IncomingMessage } from "node:http";
import { Server, type Socket } from "socket.io";
import { findSessionIdentity, type Identity } from "@/server/http/authenticate";
import { readSessionToken } from "@/server/http/session-token";
import { dropSlow } from "@/server/realtime/drop-slow";
import { createFanOut, type FanOut } from "@/server/realtime/fan-out";
import { createWorkspaceDoor } from "@/server/realtime/follow-workspace";
import { createResultsDoor } from "@/server/realtime/join-results";
import type { Subscription } from "@/server/realtime/relay";
import { userRoom } from "@/server/realtime/rooms";
import type { Runtime } from "@/server/runtime";

const maxMessageBytes = 16 * 1024;
/** Who reads slower than this piles up is let go, and comes back for what it missed. */
const mostWaitingBytes = 1024 * 1024;
const recheckMs = 60_000;

/** Socket.io beside Next on the same server. A socket hears its own workspace and nothing else. */
export async function startRealtime(
  http: HttpServer,
  runtime: Runtime,
): Promise<{ stop(): Promise<void> }> {
  const io = new Server(http, {
    path: "/api/socket",
    serveClient: false,
    maxHttpBufferSize: maxMessageBytes,
    // Small messages to many sockets: packing each would cost more time than it saves.
    perMessageDeflate: false,
    allowRequest: (request, done) => done(null, isOwnOrigin(runtime, request)),
  });
  const follow = createWorkspaceDoor(runtime);
  const acceptResults = createResultsDoor(runtime);
  const workspaces = createWorkspaces(runtime, io);

  io.use(async (socket, next) => {
    const identity = await identify(runtime, socket);
    if (!identity) return next(new Error("unauthenticated"));
    socket.data.identity = identity;
    next();
  });

  io.on("connection", (socket) => {
    const { workspaceId, actor } = socket.data.identity as Identity;
    if (actor.id) void socket.join(userRoom(actor.id));
    const { exit, ...live } = workspaces.enter(workspaceId);
    const follower = { socket, workspaceId, ...live };
    dropSlow(socket, mostWaitingBytes, () => runtime.log.warn("a socket read too slowly"));
    acceptResults(follower, actor.scopes.has("analytics:read"));
    follow(follower).catch((error: unknown) => {
      runtime.log.error({ err: error }, "a socket could not be brought up to date");
      // It comes again, where an end by name would be final.
      socket.conn.close(true);
    });
    const recheck = setInterval(() => {
      identify(runtime, socket).then(
        (identity) => void (identity || socket.disconnect(true)),
        // It is asked again in a minute.
        (error: unknown) => runtime.log.warn({ err: error }, "a socket could not be checked"),
      );
    }, recheckMs);
    socket.on("disconnect", () => {
      clearInterval(recheck);
      exit();
    });
  });

  runtime.disconnectUser = (userId) => io.in(userRoom(userId)).disconnectSockets(true);
  return {
    async stop() {
      workspaces.clear();
      await io.close();
      await runtime.relay.close();
    },
  };
}

/** How one workspace is heard, and passed on to who is in its rooms. */
interface Live {
  subscription: Subscription;
  fanOut: FanOut;
}

/** A workspace is listened to while it has sockets. */
function createWorkspaces({ relay }: Runtime, io: Server) {
  const open = new Map<string, Live & { sockets: number }>();

  function begin(id: string) {
    const fanOut = createFanOut(io, id);
    const subscription = relay.subscribe(id, (event) => fanOut.push(event));
    const entry = { subscription, fanOut, sockets: 0 };
    open.set(id, entry);
    // Who comes next tries again.
    subscription.ready.catch(() => open.get(id) === entry && open.delete(id));
    return entry;
  }

  function end({ subscription, fanOut }: Live): void {
    subscription.leave();
    fanOut.clear();
  }

  return {
    enter(id: string): Live & { exit(): void } {
      const entry = open.get(id) ?? begin(id);
      entry.sockets++;
      const exit = () => {
        if (--entry.sockets > 0) return;
        end(entry);
        if (open.get(id) === entry) open.delete(id);
      };
      return { subscription: entry.subscription, fanOut: entry.fanOut, exit };
    },
    clear(): void {
      for (const entry of open.values()) end(entry);
      open.clear();
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
