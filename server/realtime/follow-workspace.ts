import type { Socket } from "socket.io";
import { type Resumed, SOCKET_RESUMED, type WireEvent } from "@/lib/contracts/events";
import { readEventSeq } from "@/server/events/read-event-seq";
import { catchUp, shareReads } from "@/server/realtime/catch-up";
import { untilSent } from "@/server/realtime/drop-slow";
import { type FanOut, sendNotices } from "@/server/realtime/fan-out";
import { readNotices } from "@/server/realtime/read-missed";
import type { Subscription } from "@/server/realtime/relay";
import { workspaceRoom } from "@/server/realtime/rooms";
import type { Runtime } from "@/server/runtime";

/** Who missed more than this fetches anew instead. */
const mostBehind = 2000;
const inOneMessage = 100;

export interface Follower {
  socket: Socket;
  workspaceId: string;
  subscription: Subscription;
  fanOut: FanOut;
}

/** The last `seq` that a client says it has, or null: it only wants what comes. */
function readResume(socket: Socket): number | null {
  const { resume } = socket.handshake.auth as { resume?: unknown };
  return typeof resume === "number" && Number.isSafeInteger(resume) && resume >= 0 ? resume : null;
}

/** Lets sockets hear their workspace, after what they missed. */
export function createWorkspaceDoor(runtime: Runtime) {
  const { db } = runtime.database;
  const read = shareReads<WireEvent[] | null>((key) => {
    const [workspaceId = "", after, to] = key.split(" ");
    return readNotices(db, { workspaceId, after: Number(after), to: Number(to) });
  });

  /** Where a database was put back, the client knows of more than ever was. */
  async function isFromElsewhere({ workspaceId, subscription }: Follower, after: number) {
    return after > subscription.seq() && after > (await readEventSeq(db, workspaceId));
  }

  return async function follow(follower: Follower): Promise<void> {
    const { socket, workspaceId, subscription, fanOut } = follower;
    const room = workspaceRoom(workspaceId);
    const after = readResume(socket);
    if (after === null) void socket.join(room);
    await subscription.ready;
    if (after === null) return;
    const position = () => (fanOut.waitingFrom(room) ?? subscription.seq() + 1) - 1;
    const join = (seq: number, isWhole: boolean) => {
      if (!socket.connected) return;
      void socket.join(room);
      socket.emit(SOCKET_RESUMED, { seq, missed: !isWhole } satisfies Resumed);
    };
    if (await isFromElsewhere(follower, after)) return join(position(), false);
    const tell = async (from: number, to: number) => {
      const missed = await read(`${workspaceId} ${from} ${to}`);
      if (!missed) return false;
      for (let i = 0; i < missed.length && socket.connected; i += inOneMessage) {
        sendNotices(socket, missed.slice(i, i + inOneMessage));
        // Whoever reads slowly is waited for: the rest lies in memory once for all who want it.
        await untilSent(socket);
      }
      return true;
    };
    await catchUp({ after, position, tell, join }, mostBehind);
  };
}
