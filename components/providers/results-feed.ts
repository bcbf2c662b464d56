import { hashKey, type QueryClient, type QueryKey } from "@tanstack/react-query";
import type { Socket } from "socket.io-client";
import { applyResults } from "@/lib/api/apply-results";
import type { ResultsQuery, SummaryView } from "@/lib/contracts/analytics";
import {
  CAMPAIGN_METRICS,
  type JoinAnswer,
  RESULTS_METRICS,
  type ResultsPatch,
} from "@/lib/contracts/results-patch";

/** Where a patch can't tell, the numbers are fetched this often at most. */
const refetchMs = 5000;

interface Followed {
  key: QueryKey;
  query: ResultsQuery;
  users: number;
  /** Patches are for whom nothing is missing: who is being brought up to date waits. */
  ready: boolean;
  refetchAt: number;
}

export interface ResultsFeed {
  /** Adds what comes in to the results under this key, until the returned function is called. */
  follow(key: QueryKey, query: ResultsQuery): () => void;
  stop(): void;
}

/** A campaign alone has its own room; everything else listens to all results. */
const roomOf = ({ campaignId }: ResultsQuery): { campaignId?: string } =>
  campaignId?.length === 1 && campaignId[0] ? { campaignId: campaignId[0] } : {};

/**
 * Keeps fetched results up to date. Each time that one was fetched, or the connection is new, the
 * server tells what came after its `seq` and goes on from there, so nothing is missed or counted twice.
 */
export function createResultsFeed(client: QueryClient, socket: Socket): ResultsFeed {
  const followed = new Map<string, Followed>();
  const read = ({ key }: Followed) => client.getQueryData<SummaryView>(key);
  const isIn = (view: Followed, campaignId?: string) =>
    roomOf(view.query).campaignId === campaignId;

  function apply(view: Followed, patch: ResultsPatch): void {
    const data = read(view);
    if (!data) return;
    const next = applyResults(data, view.query, patch);
    if (next !== "refetch") {
      if (next !== data) client.setQueryData(view.key, next);
      return;
    }
    // Nothing is added until it was fetched, or what stands between would be missing.
    view.ready = false;
    const waitMs = Math.max(0, view.refetchAt - performance.now());
    view.refetchAt = performance.now() + waitMs + refetchMs;
    setTimeout(() => void client.invalidateQueries({ queryKey: view.key, exact: true }), waitMs);
  }

  function bringUpToDate(view: Followed): void {
    const data = read(view);
    if (!data || !socket.connected) return;
    view.ready = false;
    const order = { ...roomOf(view.query), after: data.seq };
    socket.emit("results:subscribe", order, (answer: JoinAnswer) => {
      const current = read(view);
      // Another fetch came in between, and asks for itself.
      if (!answer.ok || !current || current.seq !== data.seq) return;
      view.ready = true;
      if (answer.patch) apply(view, answer.patch);
      else client.setQueryData(view.key, { ...current, seq: Math.max(current.seq, answer.seq) });
    });
  }

  const bringAll = () => {
    for (const view of followed.values()) bringUpToDate(view);
  };
  const hear = (patch: ResultsPatch, isOfRoom: (view: Followed) => boolean) => {
    for (const view of followed.values()) if (view.ready && isOfRoom(view)) apply(view, patch);
  };
  const onResults = (patch: ResultsPatch) => hear(patch, (view) => isIn(view));
  const onCampaign = (patch: ResultsPatch) => {
    const campaignId = patch.changed[0]?.campaignId;
    hear(patch, (view) => !isIn(view) && (patch.refetch === true || isIn(view, campaignId ?? "")));
  };
  const unsubscribe = client.getQueryCache().subscribe((event) => {
    if (event.type !== "updated" || event.action.type !== "success" || event.action.manual) return;
    const view = followed.get(event.query.queryHash);
    if (view) bringUpToDate(view);
  });
  socket.on("connect", bringAll);
  socket.on(RESULTS_METRICS, onResults);
  socket.on(CAMPAIGN_METRICS, onCampaign);

  return {
    follow(key, query) {
      const hash = hashKey(key);
      const view = followed.get(hash) ?? { key, query, users: 0, ready: false, refetchAt: 0 };
      view.users++;
      followed.set(hash, view);
      if (view.users === 1) bringUpToDate(view);
      return () => {
        view.users--;
        if (view.users > 0) return;
        followed.delete(hash);
        leaveRoom(socket, followed, view);
      };
    },
    stop() {
      unsubscribe();
      socket.off("connect", bringAll);
      socket.off(RESULTS_METRICS, onResults);
      socket.off(CAMPAIGN_METRICS, onCampaign);
    },
  };
}

/** Unless something else on the page listens to the same room. */
function leaveRoom(socket: Socket, followed: ReadonlyMap<string, Followed>, view: Followed): void {
  const room = roomOf(view.query);
  const isShared = [...followed.values()].some(
    ({ query }) => roomOf(query).campaignId === room.campaignId,
  );
  if (!isShared && socket.connected) socket.emit("results:unsubscribe", room);
}
