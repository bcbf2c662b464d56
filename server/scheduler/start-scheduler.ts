import { setTimeout as sleep } from "node:timers/promises";
import { createPublisherPulse, type PublisherPulse } from "@/server/operations/heartbeat";
import { createPublisher, type Publisher } from "@/server/posts/create-publisher";
import { lapseLeases } from "@/server/posts/lapse-leases";
import type { Runtime } from "@/server/runtime";
import { followZoneRules } from "@/server/schedules/follow-zone-rules";
import { createAbsenceWatch } from "./absence-watch";
import { type AllParts, publishParts } from "./publish-parts";
import { runMinute } from "./run-minute";

const MINUTE_MS = 60_000;
const PUBLISH_EVERY_MS = 1000;
// So many answers as come in it are settled before the next look.
const GATHER_MS = 50;
// Whoever asked a process to stop kills it after ten seconds, mostly.
const FINISH_WITHIN_MS = 7000;

export interface Scheduler {
  /** Starts nothing more, waits a little for what was started, and leaves the rest to others. */
  stop(): Promise<void>;
}

/** The product's own clockwork: a tick at each minute, and a look for due posts each second. */
export function startScheduler(
  runtime: Runtime,
  { finishWithinMs = FINISH_WITHIN_MS } = {},
): Scheduler {
  const pulse = createPublisherPulse(runtime);
  const publisher = createPublisher(runtime, beatingParts(pulse, publishParts));
  const watch = createAbsenceWatch(runtime);
  const recovered = recover(runtime);
  const ticks = startLoop(
    runtime,
    "tick",
    async () => {
      await recovered;
      await runMinute(runtime);
    },
    (stop) => rest(untilNextMinute(runtime), stop),
  );
  const passes = startLoop(
    runtime,
    "publish",
    async () => {
      await recovered;
      await watch.around(() => publisher.pump());
      await pulse.beat(publisher.busy());
    },
    (stop) => untilMoreMayGo(publisher, stop),
  );
  return {
    async stop() {
      publisher.close();
      const finished = Promise.all([ticks.stop(), passes.stop()]).then(() => publisher.drain());
      await Promise.race([finished, sleep(finishWithinMs, undefined, { ref: false })]);
      const left = await publisher.handOver();
      if (left > 0) runtime.log.warn({ left }, "posts in flight were left to the next publisher");
    },
  };
}

/** A long queue keeps one pass busy for minutes: each post that was claimed shows that it gets on. */
function beatingParts(pulse: PublisherPulse, parts: AllParts): AllParts {
  return {
    ...parts,
    async openSession(runtime, accountId) {
      await pulse.beat(true).catch((err) => runtime.log.warn({ err }, "no heartbeat was left"));
      return parts.openSession(runtime, accountId);
    },
  };
}

/** The embedded database has one process: whatever was in flight at the start belongs to a dead one. */
async function recover(runtime: Runtime): Promise<void> {
  try {
    if (runtime.database.kind === "pglite") {
      await lapseLeases(runtime, { exclude: [], all: true });
    }
  } catch (err) {
    runtime.log.error({ err }, "what was in flight could not be recovered");
  }
  try {
    await followZoneRules(runtime);
  } catch (err) {
    runtime.log.error({ err }, "slots could not be moved to the zones' new rules");
  }
}

/** Scaled time runs through its minutes faster, though never more than once a second. */
function untilNextMinute(runtime: Runtime): number {
  const productMs = MINUTE_MS - (runtime.clock.now().getTime() % MINUTE_MS);
  return Math.max(PUBLISH_EVERY_MS, runtime.clock.toRealMs(productMs));
}

/** Where a post has just gone out, the next of its account may go at once. */
async function untilMoreMayGo(publisher: Publisher, stop: AbortSignal): Promise<void> {
  const waits = [rest(PUBLISH_EVERY_MS, stop)];
  if (publisher.busy()) waits.push(publisher.settled().then(() => rest(GATHER_MS, stop)));
  await Promise.race(waits);
}

/** Ends early, and without a complaint, when everything is to stop. */
async function rest(ms: number, stop: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal: stop }).catch(() => {});
}

/** Runs, waits, runs again: never twice at once, and an error ends one round only. */
function startLoop(
  runtime: Runtime,
  name: string,
  run: () => Promise<void>,
  wait: (stop: AbortSignal) => Promise<void>,
): { stop(): Promise<void> } {
  const stopping = new AbortController();
  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      try {
        await run();
      } catch (err) {
        runtime.log.error({ err, loop: name }, "a scheduler round failed");
      }
      await wait(stopping.signal);
    }
  }
  const ended = loop();
  return {
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}
