import type { Clock } from "@/server/clock";
import type { Sealer } from "@/server/crypto/seal";
import type { Database } from "@/server/db/client";
import type { Env } from "@/server/env";
import type { JobQueue } from "@/server/jobs/queue";
import type { Log } from "@/server/log";
import type { EgressClient } from "@/server/platforms/http";
import type { EventRelay } from "@/server/realtime/relay";
import type { Sandbox } from "@/server/sandbox/create-sandbox";

/** Everything with one instance in a process. */
export interface Runtime {
  env: Env;
  log: Log;
  clock: Clock;
  /** In [0, 1). Injected so that tests decide. */
  random: () => number;
  database: Database;
  sealer: Sealer;
  egress: EgressClient;
  jobs: JobQueue;
  relay: EventRelay;
  /** Null when SANDBOX is off or it runs as a process of its own. */
  sandbox: Sandbox | null;
  /** What requests left to be done behind their answers: a stop of the process waits for it. */
  inHand: Set<Promise<unknown>>;
  /** Ends sockets of a user whose sessions were revoked. Set by the realtime server. */
  disconnectUser: (userId: string) => void;
  /** Changes whenever the process starts; the browser learns that the server was restarted. */
  bootId: string;
}

// The server bundle and Next's bundle are separate copies of every module; this is what they share.
const key = Symbol.for("bandwagon.runtime");
const holder = globalThis as { [key]?: Runtime };

export function setRuntime(runtime: Runtime): void {
  holder[key] = runtime;
}

export function getRuntime(): Runtime {
  const runtime = holder[key];
  if (!runtime)
    throw new Error(
      "The server has not started: use `npm start` or `npm run dev`, not `next` itself.",
    );
  return runtime;
}
