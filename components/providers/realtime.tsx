"use client";

import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { io, type Socket } from "socket.io-client";
import { createInvalidator } from "@/components/providers/invalidator";
import { createResultsFeed, type ResultsFeed } from "@/components/providers/results-feed";
import { type Resumed, SOCKET_EVENT, SOCKET_RESUMED, type WireEvent } from "@/lib/contracts/events";

type Realtime = {
  state: "connecting" | "live" | "lost";
  /** Milliseconds since the epoch of the latest sign of life. */
  freshAt: number | null;
  socket: Socket | null;
  results: ResultsFeed | null;
};

const RealtimeContext = createContext<Realtime>({
  state: "connecting",
  freshAt: null,
  socket: null,
  results: null,
});

interface Following {
  client: QueryClient;
  /** The last of the workspace's facts that the page's data holds. */
  seq: number;
  onSign(): void;
}

/** Tells the server the last fact that is known here, and what each that came after makes stale. */
function followFacts({ client, seq, onSign }: Following): { socket: Socket; stop(): void } {
  let last = seq;
  const socket = io({
    path: "/api/socket",
    transports: ["websocket", "polling"],
    auth: (tell) => tell({ resume: last }),
  });
  const invalidator = createInvalidator(client);
  socket.on(SOCKET_EVENT, (...facts: WireEvent[]) => {
    onSign();
    for (const fact of facts) {
      if (fact.seq <= last) continue;
      last = fact.seq;
      invalidator.add(fact);
    }
  });
  socket.on(SOCKET_RESUMED, (resumed: Resumed) => {
    if (resumed.missed) void client.invalidateQueries();
    last = resumed.missed ? resumed.seq : Math.max(last, resumed.seq);
  });
  return {
    socket,
    stop() {
      invalidator.stop();
      socket.close();
    },
  };
}

/** One socket a tab, which misses nothing from the moment that the page was made on the server. */
export function RealtimeProvider({ seq, children }: { seq: number; children: ReactNode }) {
  const client = useQueryClient();
  const [first] = useState(seq);
  const [connection, setConnection] = useState<Pick<Realtime, "socket" | "results"> | null>(null);
  const [state, setState] = useState<Realtime["state"]>("connecting");
  const [freshAt, setFreshAt] = useState<number | null>(null);

  useEffect(() => {
    const onSign = () => setFreshAt(Date.now());
    const { socket, stop } = followFacts({ client, seq: first, onSign });
    const results = createResultsFeed(client, socket);
    socket.on("connect", () => {
      setState("live");
      onSign();
    });
    socket.on("disconnect", () => setState("lost"));
    socket.on("connect_error", () => setState("lost"));
    setConnection({ socket, results });
    return () => {
      results.stop();
      stop();
    };
  }, [client, first]);

  const value = useMemo(
    () => ({ state, freshAt, socket: null, results: null, ...connection }),
    [state, freshAt, connection],
  );
  return <RealtimeContext value={value}>{children}</RealtimeContext>;
}

export const useRealtime = () => useContext(RealtimeContext);
