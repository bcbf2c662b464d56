import { z } from "zod";

const Ids = { workspaceId: z.string() };

/** Names and payloads of background jobs. A job is a doorbell: its handler re-reads the row. */
export const jobCatalog = {
  "generate-variants": {
    payload: z.object({ ...Ids, generationId: z.string() }),
    retryLimit: 2,
    concurrency: 2,
  },
  "pull-metrics": {
    payload: z.object({ ...Ids, accountId: z.string() }),
    retryLimit: 2,
    concurrency: 4,
  },
  "keep-zone": {
    payload: z.object({ ...Ids, zone: z.string() }),
    retryLimit: 2,
    concurrency: 1,
  },
  "register-webhooks": {
    payload: z.object({ ...Ids, accountId: z.string() }),
    retryLimit: 2,
    concurrency: 2,
  },
  "process-webhook": {
    payload: z.object({ deliveryId: z.string() }),
    retryLimit: 5,
    concurrency: 4,
  },
  "refresh-best-times": {
    /** `asked`: also where time alone makes nothing due. */
    payload: z.object({ ...Ids, asked: z.boolean().optional() }),
    retryLimit: 1,
    concurrency: 1,
  },
  "evolve-channel": {
    payload: z.object({ ...Ids, runId: z.string() }),
    retryLimit: 2,
    concurrency: 2,
  },
  "refresh-account": {
    payload: z.object({ ...Ids, accountId: z.string() }),
    retryLimit: 3,
    concurrency: 4,
  },
  "send-report": {
    payload: z.object({ ...Ids, sendingId: z.string() }),
    retryLimit: 1,
    concurrency: 2,
  },
} as const;

export type JobName = keyof typeof jobCatalog;
export type JobPayload<N extends JobName> = z.infer<(typeof jobCatalog)[N]["payload"]>;
export type JobHandlers = { [N in JobName]: (payload: JobPayload<N>) => Promise<void> };
