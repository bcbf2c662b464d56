import type { World } from "@/server/testing/world";
import { processDelivery } from "@/server/webhooks/process-delivery";

/** Does the work that deliveries have left to the job engine, and takes it off the list of jobs. */
export async function processWebhooks({ runtime }: World): Promise<void> {
  const { sent } = runtime.jobs;
  const waiting = sent.filter((job) => job.name === "process-webhook");
  sent.splice(0, sent.length, ...sent.filter((job) => !waiting.includes(job)));
  for (const { payload } of waiting) {
    await processDelivery(runtime, (payload as { deliveryId: string }).deliveryId);
  }
}
