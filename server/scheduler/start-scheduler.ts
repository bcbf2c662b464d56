import { createPublisher } from "@/server/posts/create-publisher";
import { lapseLeases } from "@/server/posts/lapse-leases";
import type { Runtime } from "@/server/runtime";
import { publishParts } from "./publish-parts";
import { tick } from "./tick";

const MINUTE_MS = 60_000;
const PUBLISH_EVERY_MS = 1000;
const STOP_WAIT_MS = 8000;

export interface Scheduler {
  /** Starts nothing more and waits a little for what was started. */
  stop(): Promise<void>;
}

/** The product's own clockwork: a tick at each minute, and a look for due posts each second. */
export function startScheduler(runtime: Runtime): Scheduler {
  const publisher = createPublisher(runtime, publishParts);
  const recovered = recover(runtime);
  const ticks = startLoop(
    runtime,
    "tick",
    async () => void (await tick(runtime)),
    () => untilNextMinute(runtime),
  );
  const passes = startLoop(
    runtime,
    "publish",
    async () => {
      await recovered;
      await publisher.pump();
    },
    () => PUBLISH_EVERY_MS,
  );
  return {
    async stop() {
      await Promise.all([ticks.stop(), passes.stop()]);
      const timeout = new Promise<void>((resolve) => setTimeout(resolve, STOP_WAIT_MS).unref());
      await Promise.race([publisher.drain(), timeout]);
    },
  };
}

/** The embedded database has one process: whatever was in flight at the start belongs to a dead one. */
async function recover(runtime: Runtime): Promise<void> {
  if (runtime.database.kind !== "pglite") return;
  try {
    await lapseLeases(runtime, { exclude: [], all: true });
  } catch (err) {
    runtime.log.error({ err }, "what was in flight could not be recovered");
  }
}

/** Scaled time runs through its minutes faster, though never more than once a second. */
function untilNextMinute(runtime: Runtime): number {
  const productMs = MINUTE_MS - (runtime.clock.now().getTime() % MINUTE_MS);
  return Math.max(PUBLISH_EVERY_MS, runtime.clock.toRealMs(productMs));
}

/** Runs, waits, runs again: never twice at once, and an error ends one round only. */
function startLoop(
  runtime: Runtime,
  name: string,
  run: () => Promise<void>,
  waitMs: () => number,
): { stop(): Promise<void> } {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<void> = Promise.resolve();

  async function round(): Promise<void> {
    try {
      await run();
    } catch (err) {
      runtime.log.error({ err, loop: name }, "a scheduler round failed");
    }
    if (!stopped) timer = setTimeout(begin, waitMs());
  }
  function begin(): void {
    current = round();
  }
  begin();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await current;
    },
  };
}
