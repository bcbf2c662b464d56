import type { Runtime } from "@/server/runtime";

const everyMs = 1000;

/** Lets the sandbox's audience and its webhooks move on, one pass at a time. */
export function startSandboxPump(runtime: Pick<Runtime, "sandbox" | "log">): {
  stop(): Promise<void>;
} {
  let running: Promise<void> | null = null;
  const timer = setInterval(() => {
    if (!runtime.sandbox || running) return;
    running = runtime.sandbox
      .pump()
      .catch((error: unknown) => runtime.log.error({ err: error }, "sandbox"))
      .finally(() => {
        running = null;
      });
  }, everyMs);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
