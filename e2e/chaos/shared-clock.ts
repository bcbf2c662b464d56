import type { Clock } from "@/server/clock";

/** What all processes of a run agree on: when it began, on the real clock and on the product's, and how fast it runs. */
export interface Tempo {
  realStart: number;
  start: number;
  speed: number;
}

// A lease is a stretch of real time in the product. Here it must end within the run.
const LEASE_LIKE_MS = 5 * 60_000;

export function createSharedClock({ realStart, start, speed }: Tempo): Clock {
  return {
    now: () => new Date(start + (Date.now() - realStart) * speed),
    toRealMs: (ms) => (ms === LEASE_LIKE_MS ? ms : ms / speed),
  };
}
