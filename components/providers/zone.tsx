"use client";

import { createContext, type ReactNode, useContext } from "react";

const ZoneContext = createContext("UTC");

/** The IANA zone in which the workspace reads its times. */
export function ZoneProvider({ zone, children }: { zone: string; children: ReactNode }) {
  return <ZoneContext value={zone}>{children}</ZoneContext>;
}

export const useZone = () => useContext(ZoneContext);
