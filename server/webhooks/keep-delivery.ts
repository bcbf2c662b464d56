import { createHash } from "node:crypto";
import { webhookDeliveries } from "@/server/db/schema/results";
import type { Runtime } from "@/server/runtime";
import { countWebhooks, type Source } from "@/server/webhooks/count-webhooks";

export interface Delivery extends Source {
  /** The one whose secret signed it; null where one secret serves all accounts. */
  accountId: string | null;
  raw: Uint8Array;
}

/**
 * Keeps a signed delivery once and leaves the rest to a job, so that the platform has its answer at
 * once: those that wait too long count as failed, and are sent again.
 */
export async function keepDelivery(runtime: Runtime, delivery: Delivery): Promise<void> {
  const { platform, sandbox, accountId, raw } = delivery;
  const now = runtime.clock.now();
  await runtime.database.db.transaction(async (tx) => {
    const [kept] = await tx
      .insert(webhookDeliveries)
      .values({
        platform,
        sandbox,
        accountId,
        deliveryKey: toDeliveryKey(delivery),
        body: toText(raw),
        events: 0,
        receivedAt: now,
      })
      .onConflictDoNothing()
      .returning({ id: webhookDeliveries.id });
    if (kept) await runtime.jobs.send(tx, "process-webhook", { deliveryId: kept.id });
    await countWebhooks(tx, delivery, kept ? { received: 1 } : { repeated: 1 }, now);
  });
}

function toDeliveryKey({ platform, sandbox, accountId, raw }: Delivery): string {
  const hash = createHash("sha256").update(raw).digest("hex");
  return [platform, sandbox ? "sandbox" : "real", accountId ?? "all", hash].join(":");
}

/** PostgreSQL keeps no NUL in a text, and no body that can be read has one. */
function toText(raw: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(raw).replaceAll("\0", "\uFFFD");
}
