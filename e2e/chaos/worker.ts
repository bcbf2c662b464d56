import { createRuntime } from "@/server/create-runtime";
import { readEnv } from "@/server/env";
import { createJobHandlers } from "@/server/jobs/handlers";
import { startScheduler } from "@/server/scheduler/start-scheduler";
import { countOpen } from "./judge";
import { createSharedClock, type Tempo } from "./shared-clock";

/** The product without its pages: it ticks, publishes and works jobs until it is killed. */
const tempo = JSON.parse(process.env.CHAOS_TEMPO ?? "") as Tempo;
const runtime = {
  ...(await createRuntime(readEnv(process.env))),
  clock: createSharedClock(tempo),
};
await runtime.jobs.work(createJobHandlers(runtime));
const scheduler = startScheduler(runtime);
const told = setInterval(() => {
  countOpen(runtime).then(
    (open) => process.send?.({ open }),
    (error: unknown) => runtime.log.warn({ err: error }, "not counted"),
  );
}, 1000);
process.on("SIGTERM", async () => {
  clearInterval(told);
  await scheduler.stop();
  await runtime.jobs.stop();
  await runtime.database.close();
  process.exit(0);
});
