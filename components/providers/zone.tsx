"use client";

import { createContext, type ReactNode, useContext } from "react";

const ZoneContext = createContext({ zone: "UTC", workspaceZone: "UTC" });

type ZoneProviderProps = {
  zone: string;
  /** Where it is another one than the person's. */
  workspaceZone?: string;
  children: ReactNode;
};

/** The IANA zone in which the person reads times, and the workspace's. */
export function ZoneProvider({ zone, workspaceZone = zone, children }: ZoneProviderProps) {
  return <ZoneContext value={{ zone, workspaceZone }}>{children}</ZoneContext>;
}

export const useZone = () => useContext(ZoneContext).zone;

/** What accounts and schedules follow that have no zone of their own. */
export const useWorkspaceZone = () => useContext(ZoneContext).workspaceZone;
