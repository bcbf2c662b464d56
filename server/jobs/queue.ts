import { sql } from "drizzle-orm";
import { fromDrizzle, PgBoss } from "pg-boss";
import type { Database, Tx } from "@/server/db/client";
import { type JobHandlers, type JobName, type JobPayload, jobCatalog } from "@/server/jobs/catalog";
import type { Log } from "@/server/log";

export interface JobQueue {
  /** Sent with the transaction: a rollback takes the job back. */
  send<N extends JobName>(
    tx: Tx,
    name: N,
    payload: JobPayload<N>,
    options?: { singletonKey?: string },
  ): Promise<void>;
  work(handlers: JobHandlers): Promise<void>;
  stop(): Promise<void>;
}

const pollingIntervalSeconds = 1;
const stopTimeoutMs = 7_000;
const NO_JOB = "00000000-0000-0000-0000-000000000000";

/** pg-boss on the product's own database, so that state change and job commit together. */
export async function startJobQueue(database: Database, log: Log): Promise<JobQueue> {
  const boss = new PgBoss({ db: { executeSql: database.executeSql }, schema: "pgboss" });
  boss.on("error", (error) => log.error({ err: error }, "job engine"));
  await boss.start();
  const names = Object.keys(jobCatalog) as JobName[];
  for (const name of names) {
    await boss.createQueue(name, {
      retryLimit: jobCatalog[name].retryLimit,
      retryBackoff: true,
      retryDelay: 2,
      expireInSeconds: 600,
      deleteAfterSeconds: 86_400,
    });
    // The engine now knows this queue by heart. Looked up during a `send` it would be asked for outside
    // the sender's transaction, which the embedded database never answers.
    await boss.findJobs(name, { id: NO_JOB });
  }
  return {
    async send(tx, name, payload, options) {
      await boss.send(name, payload, { ...options, db: fromDrizzle(tx, sql) });
    },
    async work(handlers) {
      for (const name of names) await workOn(boss, name, handlers, log);
    },
    stop: () => boss.stop({ graceful: true, timeout: stopTimeoutMs }),
  };
}

async function workOn<N extends JobName>(
  boss: PgBoss,
  name: N,
  handlers: JobHandlers,
  log: Log,
): Promise<void> {
  const entry = jobCatalog[name];
  const handle = handlers[name] as (payload: unknown) => Promise<void>;
  await boss.work(name, { batchSize: entry.concurrency, pollingIntervalSeconds }, async (jobs) => {
    const results = await Promise.allSettled(
      jobs.map((job) => handle(entry.payload.parse(job.data))),
    );
    const failed = results.filter((r) => r.status === "rejected");
    for (const result of failed) log.error({ err: result.reason, job: name }, "job failed");
    // One failure sends the whole batch back; the others find nothing left to do.
    if (failed[0]) throw failed[0].reason;
  });
}

/** Runs nothing by itself: tests read what was sent and call the handlers. */
export function createRecordingQueue(): JobQueue & { sent: { name: JobName; payload: unknown }[] } {
  const sent: { name: JobName; payload: unknown }[] = [];
  return {
    sent,
    send: async (_tx, name, payload) => {
      sent.push({ name, payload });
    },
    work: async () => {},
    stop: async () => {},
  };
}
