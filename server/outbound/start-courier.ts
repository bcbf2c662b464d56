import { createCourier } from "@/server/outbound/create-courier";
import type { Runtime } from "@/server/runtime";

const EVERY_MS = 1000;
/** Events come in bursts: one look serves a whole one. */
const GATHER_MS = 100;
const STOP_WAIT_MS = 8000;

/**
 * Delivers events to other systems: a look each second, and at once when an event is told. The rows
 * say what is due, so any number of processes may run it.
 */
export function startCourier(runtime: Runtime): { stop(): Promise<void> } {
  const courier = createCourier(runtime);
  let stopped = false;
  let rung = false;
  let wake = () => {};
  const stopRings = runtime.relay.onRing(() => {
    if (rung) return;
    rung = true;
    setTimeout(() => wake(), GATHER_MS).unref();
  });

  async function rest(busy: boolean): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    wake = resolve;
    const timer = setTimeout(resolve, rung ? GATHER_MS : EVERY_MS);
    // Where all hands were full, the first that is free goes on.
    if (busy) void courier.settled().then(resolve);
    await promise;
    clearTimeout(timer);
  }

  async function loop(): Promise<void> {
    while (!stopped) {
      let busy = false;
      rung = false;
      try {
        busy = (await courier.pump()) > 0;
      } catch (err) {
        runtime.log.error({ err }, "a round of deliveries failed");
      }
      if (!stopped) await rest(busy);
    }
  }

  const ended = loop();
  return {
    async stop() {
      stopped = true;
      stopRings();
      wake();
      await ended;
      const timeout = new Promise<void>((resolve) => setTimeout(resolve, STOP_WAIT_MS).unref());
      await Promise.race([courier.drain(), timeout]);
    },
  };
}
