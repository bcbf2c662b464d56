import { and, eq } from "drizzle-orm";
import { type JoinAnswer, JoinResults, type ResultsPatch } from "@/lib/contracts/results-patch";
import { campaigns } from "@/server/db/schema/campaigns";
import { catchUp, shareReads } from "@/server/realtime/catch-up";
import type { Follower } from "@/server/realtime/follow-workspace";
import { mergePatches } from "@/server/realtime/patches";
import { readPatch } from "@/server/realtime/read-missed";
import { campaignRoom, resultsRoom } from "@/server/realtime/rooms";
import type { Runtime } from "@/server/runtime";

/** Who missed more than this fetches anew instead. */
const mostBehind = 5000;
const maxRoomsPerSocket = 50;
/** Rooms that a socket asked for and is not in yet. */
const mostWaiting = 100;

type Ack = (answer: JoinAnswer) => void;
const refuse = (message: string): JoinAnswer => ({ ok: false, message });

/** Lets sockets into the rooms of results, with what came after the numbers that they show. */
export function createResultsDoor(runtime: Runtime) {
  const { db } = runtime.database;
  const read = shareReads<ResultsPatch | null>((key) => {
    const [workspaceId = "", campaignId, after, to] = key.split(" ");
    const span = { workspaceId, after: Number(after), to: Number(to) };
    return readPatch(db, { ...span, campaignId: campaignId || null });
  });

  async function isCampaign(workspaceId: string, id: string): Promise<boolean> {
    const rows = await db
      .select({ id: campaigns.id })
      .from(campaigns)
      .where(and(eq(campaigns.id, id), eq(campaigns.workspaceId, workspaceId)));
    return rows.length > 0;
  }

  /** The answer and the place in the room come in one turn: what follows the answer follows its `seq`. */
  async function letIn(follower: Follower, { campaignId, after }: JoinResults, answer: Ack) {
    const { socket, workspaceId, subscription, fanOut } = follower;
    const room = campaignId ? campaignRoom(campaignId) : resultsRoom(workspaceId);
    await subscription.ready;
    const position = () => (fanOut.waitingFrom(room) ?? subscription.seq() + 1) - 1;
    let patch: ResultsPatch | null = null;
    const tell = async (from: number, to: number) => {
      const more = await read(`${workspaceId} ${campaignId ?? ""} ${from} ${to}`);
      patch = patch && more ? mergePatches(patch, more) : (patch ?? more);
      return true;
    };
    const join = (seq: number, isWhole: boolean) => {
      if (!socket.connected) return;
      void socket.join(room);
      const lost: ResultsPatch = { fromSeq: 0, toSeq: seq, at: "", changed: [], refetch: true };
      answer({ ok: true, seq, patch: isWhole ? patch : lost });
    };
    await catchUp({ after: after ?? position(), position, tell, join }, mostBehind);
  }

  return function acceptResults(follower: Follower, mayRead: boolean): void {
    const { socket, workspaceId } = follower;
    const accept = async (payload: unknown, ack: unknown, isOfCampaign: boolean) => {
      const answer: Ack = typeof ack === "function" ? (ack as Ack) : () => {};
      const parsed = JoinResults.safeParse(payload ?? {});
      if (!mayRead) return answer(refuse("You may not see results."));
      if (!parsed.success || (isOfCampaign && !parsed.data.campaignId))
        return answer(refuse("That is not a campaign."));
      if (socket.rooms.size > maxRoomsPerSocket)
        return answer(refuse("That is more than one page can listen to."));
      const { campaignId } = parsed.data;
      if (campaignId && !(await isCampaign(workspaceId, campaignId)))
        return answer(refuse("There is no such campaign in this workspace."));
      await letIn(follower, parsed.data, answer);
    };
    const onError = (error: unknown) => {
      runtime.log.error({ err: error }, "results could not be followed");
      socket.conn.close(true);
    };
    // Each counts the rooms of those before it.
    const inTurn = takeTurns(mostWaiting);
    const listen = (name: string, isOfCampaign: boolean) =>
      socket.on(name, (payload: unknown, ack?: unknown) => {
        inTurn(() => accept(payload, ack, isOfCampaign)).catch(onError);
      });
    listen("campaign:subscribe", true);
    listen("results:subscribe", false);
    const leave = async (payload: unknown, ack: unknown) => {
      const { campaignId } = JoinResults.safeParse(payload ?? {}).data ?? {};
      await socket.leave(campaignId ? campaignRoom(campaignId) : resultsRoom(workspaceId));
      if (typeof ack === "function") ack({ ok: true });
    };
    socket.on("campaign:unsubscribe", leave);
    socket.on("results:unsubscribe", leave);
  };
}

/** Runs one after another. Fails at once where too many wait. */
function takeTurns(most: number): (work: () => Promise<void>) => Promise<void> {
  let last = Promise.resolve();
  let waiting = 0;
  return (work) => {
    if (waiting >= most) return Promise.reject(new Error("a socket asks for too much at once"));
    waiting++;
    const turn = last.then(work).finally(() => void waiting--);
    last = turn.catch(() => {});
    return turn;
  };
}
