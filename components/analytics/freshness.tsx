"use client";

import { useRealtime } from "@/components/providers/realtime";
import { LiveDot } from "@/components/ui/live-dot";

type FreshnessProps = {
  /** The answer's own time and the latest reading in it, by the server's clock. */
  now: string;
  freshAt: string | null;
  /** When the answer came, by this browser's clock. */
  receivedAt: number;
};

/** How old the figures in sight are. The two clocks may differ, so ages are carried over, not times. */
export function Freshness({ now, freshAt, receivedAt }: FreshnessProps) {
  const { state } = useRealtime();
  if (state === "lost") return <LiveDot at={null} state="off" label="Reconnecting…" />;
  if (!freshAt) return <LiveDot at={null} state="still" label="Nothing counted yet" />;
  const age = Math.max(0, Date.parse(now) - Date.parse(freshAt));
  return <LiveDot at={receivedAt - age} />;
}
