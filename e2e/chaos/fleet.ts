import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Place } from "./place";

// The product promises to be gone after ten.
const STOP_WITHIN_MS = 11_000;

/** What a worker tells by itself. */
const Told = z.union([z.object({ ready: z.literal(true) }), z.object({ open: z.number() })]);
export type Told = z.infer<typeof Told>;

interface Worker {
  process: ChildProcess;
  isReady: boolean;
  ended: Promise<unknown>;
}

export interface Fleet {
  /** A process dies without a word, and another takes its place. */
  kill(at: number): Promise<void>;
  /** A process is asked to stop, and another takes its place. */
  replace(at: number): Promise<void>;
  untilReady(at: number): Promise<void>;
  /** Posts that are due and not settled, as a worker tells from now on. */
  countOpen(): Promise<number>;
  /** Stops all of them. */
  stop(): Promise<void>;
  /** Ended by themselves, or did not stop when asked. */
  crashes(): number;
  endAtOnce(): void;
}

/** Processes of the product without its pages. */
export function startFleet({ variables, tempo }: Place, size: number, until: Date): Fleet {
  const workers: Worker[] = [];
  let crashes = 0;
  let isOver = false;
  let onOpen: ((open: number) => void) | null = null;

  function start(at: number): void {
    const child = spawn(process.execPath, ["--liftoff-only", "dist/chaos-worker.mjs"], {
      env: {
        ...process.env,
        ...variables,
        CHAOS_TEMPO: JSON.stringify(tempo),
        CHAOS_UNTIL: until.toISOString(),
        // One person is enough: two would connect the same account twice.
        CHAOS_PERSON: at === 0 ? "yes" : "no",
      },
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const worker: Worker = { process: child, isReady: false, ended: once(child, "exit") };
    workers[at] = worker;
    child.on("message", (message) => {
      const told = Told.parse(message);
      if ("ready" in told) worker.isReady = true;
      else onOpen?.(told.open);
    });
    // One that ends by itself is a finding, unless its database broke while it started.
    child.on("exit", (code) => {
      if (code === null || isOver || workers[at] !== worker) return;
      if (worker.isReady) crashes++;
      start(at);
    });
  }

  async function end(at: number, signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    const worker = workers[at];
    if (!worker) return;
    workers.splice(at, 1, { ...worker });
    worker.process.kill(signal);
    const inTime = await Promise.race([worker.ended, sleep(STOP_WITHIN_MS, null)]);
    if (inTime === null) worker.process.kill("SIGKILL");
    await worker.ended;
    if (signal === "SIGTERM" && worker.isReady && worker.process.exitCode !== 0) crashes++;
  }

  for (let at = 0; at < size; at++) start(at);
  return {
    async kill(at) {
      await end(at, "SIGKILL");
      start(at);
    },
    async replace(at) {
      await end(at, "SIGTERM");
      start(at);
    },
    async untilReady(at) {
      while (!isOver && workers[at] && !workers[at].isReady) await sleep(50);
    },
    countOpen: () =>
      new Promise((resolve) => {
        onOpen = resolve;
      }),
    async stop() {
      isOver = true;
      await Promise.all(workers.map((_, at) => end(at, "SIGTERM")));
    },
    crashes: () => crashes,
    endAtOnce() {
      isOver = true;
      for (const worker of workers) worker.process.kill("SIGKILL");
    },
  };
}
