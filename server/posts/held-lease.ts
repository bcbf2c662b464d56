import { watchThrough } from "@/server/limits/watch-platform";
import type { Session } from "@/server/platforms/adapter";
import type { EgressClient } from "@/server/platforms/http";
import type { Runtime } from "./claimed-post";
import { LeaseLostError } from "./save-receipt";

/** How long a post is surely ours, as this process knows. */
export interface HeldLease {
  /** A renewal that was asked for now has come through, until then. */
  extend(until: Date): void;
  lose(): void;
  isHeld(): boolean;
}

export function createHeldLease(runtime: Runtime, leaseUntil: Date | null): HeldLease {
  let until = leaseUntil?.getTime() ?? 0;
  return {
    extend(renewed) {
      until = Math.max(until, renewed.getTime());
    },
    lose() {
      until = 0;
    },
    isHeld: () => runtime.clock.now().getTime() < until,
  };
}

/**
 * The same session for as long as the post is ours. A process that was stopped for minutes, as a
 * laptop that slept, finds others at its posts when it wakes: it must send nothing more.
 */
export function underLease(session: Session, lease: HeldLease): Session {
  const { http } = session;
  const leased: EgressClient = {
    close: () => http.close(),
    request: (url, init) => {
      if (lease.isHeld()) return http.request(url, init);
      return Promise.reject(new LeaseLostError("The time for which this post was ours is over."));
    },
  };
  return { ...session, http: watchThrough(leased, http) };
}
