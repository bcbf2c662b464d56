"use client";

import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { io, type Socket } from "socket.io-client";
import { staleKeys } from "@/lib/api/apply-event";
import { SOCKET_EVENT, type WireEvent } from "@/lib/contracts/events";

type Realtime = {
  state: "connecting" | "live" | "lost";
  /** Milliseconds since the epoch of the latest sign of life. */
  freshAt: number | null;
  socket: Socket | null;
};

const RealtimeContext = createContext<Realtime>({
  state: "connecting",
  freshAt: null,
  socket: null,
});

/** Facts arrive in bursts; what they make stale is fetched once a burst. */
const GATHER_MS = 200;

function createInvalidator(client: QueryClient) {
  const waiting = new Map<string, readonly unknown[]>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    timer = undefined;
    for (const queryKey of waiting.values()) void client.invalidateQueries({ queryKey });
    waiting.clear();
  };
  return {
    add(event: WireEvent) {
      for (const key of staleKeys(event)) waiting.set(JSON.stringify(key), key);
      timer ??= setTimeout(flush, GATHER_MS);
    },
    stop: () => clearTimeout(timer),
  };
}

/** One socket a tab. Events name what is stale; after a lost connection everything is. */
export function RealtimeProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const [socket, setSocket] = useState<Socket | null>(null);
  const [state, setState] = useState<Realtime["state"]>("connecting");
  const [freshAt, setFreshAt] = useState<number | null>(null);

  useEffect(() => {
    const connection = io({ path: "/api/socket", transports: ["websocket", "polling"] });
    const invalidator = createInvalidator(client);
    let wasConnected = false;
    connection.on("connect", () => {
      setState("live");
      setFreshAt(Date.now());
      if (wasConnected) void client.invalidateQueries();
      wasConnected = true;
    });
    connection.on("disconnect", () => setState("lost"));
    connection.on("connect_error", () => setState("lost"));
    connection.on(SOCKET_EVENT, (event: WireEvent) => {
      setFreshAt(Date.now());
      invalidator.add(event);
    });
    setSocket(connection);
    return () => {
      invalidator.stop();
      connection.close();
    };
  }, [client]);

  const value = useMemo(() => ({ state, freshAt, socket }), [state, freshAt, socket]);
  return <RealtimeContext value={value}>{children}</RealtimeContext>;
}

export const useRealtime = () => useContext(RealtimeContext);

/** Joins a campaign's room while mounted, and again after each reconnect. */
export function useCampaignRoom(campaignId: string, onMetrics: () => void): void {
  const { socket } = useRealtime();
  useEffect(() => {
    if (!socket) return;
    const join = () => socket.emit("campaign:subscribe", { campaignId });
    if (socket.connected) join();
    socket.on("connect", join);
    socket.on("campaign:metrics", onMetrics);
    return () => {
      socket.off("connect", join);
      socket.off("campaign:metrics", onMetrics);
      socket.emit("campaign:unsubscribe", { campaignId });
    };
  }, [socket, campaignId, onMetrics]);
}
