import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";

export interface ProductProcess {
  /** Resolves once it publishes. */
  ready: Promise<void>;
  /** Resolves once all that was due is settled. */
  settled: Promise<void>;
  stop(): Promise<void>;
}

/** The product without its pages, in a process of its own and on the real clock. */
export function startProduct(variables: Record<string, string>, until: Date): ProductProcess {
  const child = spawn(process.execPath, ["--import", "tsx", "e2e/chaos/worker.ts"], {
    env: {
      ...process.env,
      ...variables,
      CHAOS_TEMPO: JSON.stringify({ realStart: 0, start: 0, speed: 1 }),
      CHAOS_UNTIL: until.toISOString(),
    },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const atExit = () => child.kill("SIGKILL");
  process.once("exit", atExit);
  const hear = (isIt: (told: { ready?: boolean; open?: number }) => boolean) =>
    new Promise<void>((resolve, reject) => {
      child.on("message", (told) => {
        if (isIt(told as { ready?: boolean; open?: number })) resolve();
      });
      child.once("exit", (code) => reject(new Error(`The product ended with code ${code}.`)));
    });
  const ready = hear((told) => told.ready === true);
  const settled = hear((told) => told.open === 0);
  // One of them may be left unheard, when the other has failed.
  for (const promise of [ready, settled]) promise.catch(() => {});
  return { ready, settled, stop: () => end(child, atExit) };
}

async function end(child: ChildProcess, atExit: () => void): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  await ended;
  process.off("exit", atExit);
}
