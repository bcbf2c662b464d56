"use client";

import { useEffect, useState } from "react";
import { cx } from "@/components/ui/class-names";

export type LiveDotProps = {
  /** When the last figure came, in ms since the epoch. */
  at: number | null;
  /** `off`: the connection is lost. `still`: nothing is being counted. */
  state?: "live" | "still" | "off";
  label?: string;
};

/** "Live, 4 s ago". Not a live region: it would speak every second. */
export function LiveDot({ at, state = "live", label }: LiveDotProps) {
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    const tick = () => setNow(Date.now());
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, []);
  const age = at === null || now === null ? null : Math.max(0, now - at);
  const word = label ?? (state === "off" ? "Connection lost" : "Live");
  return (
    <span className={cx("live", state !== "live" && state)}>
      {age === null ? word : `${word}, ${ageInWords(age)}`}
    </span>
  );
}

function ageInWords(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s ago`;
  const minutes = Math.round(seconds / 60);
  return minutes < 60 ? `${minutes} min ago` : `${Math.round(minutes / 60)} h ago`;
}
