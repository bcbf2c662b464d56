import { createRuntime } from "@/server/create-runtime";
import { readEnv } from "@/server/env";
import { createJobHandlers } from "@/server/jobs/handlers";
import { startScheduler } from "@/server/scheduler/start-scheduler";
import { countOpen } from "./count-open";
import type { Told } from "./fleet";
import { reconnect } from "./reconnect";
import { createSharedClock, type Tempo } from "./shared-clock";

const TELL_EVERY_MS = 1000;
/** A person looks at the product now and then. */
const LOOK_EVERY_MS = 2000;

/** The product without its pages: it ticks, publishes and works jobs until it is killed. */
const tempo = JSON.parse(process.env.CHAOS_TEMPO ?? "") as Tempo;
const until = new Date(process.env.CHAOS_UNTIL ?? "");
// Whoever started it is gone, and so is the sandbox.
process.on("disconnect", () => process.exit(1));
const tell = (told: Told) => process.send?.(told);

const runtime = {
  ...(await createRuntime(readEnv(process.env))),
  clock: createSharedClock(tempo),
};
await runtime.jobs.work(createJobHandlers(runtime));
const scheduler = startScheduler(runtime);
const telling = setInterval(() => {
  countOpen(runtime, until).then(
    (open) => tell({ open }),
    (error: unknown) => runtime.log.warn({ err: error }, "not counted"),
  );
}, TELL_EVERY_MS);
let isLooking = false;
const looking = setInterval(async () => {
  if (isLooking || process.env.CHAOS_PERSON !== "yes") return;
  isLooking = true;
  await reconnect(runtime).catch((error: unknown) =>
    runtime.log.warn({ err: error }, "not connected again"),
  );
  isLooking = false;
}, LOOK_EVERY_MS);
process.on("SIGTERM", async () => {
  clearInterval(telling);
  clearInterval(looking);
  await Promise.all([scheduler.stop(), runtime.jobs.stop()]);
  await runtime.relay.close();
  await runtime.database.close();
  process.exit(0);
});
tell({ ready: true });
