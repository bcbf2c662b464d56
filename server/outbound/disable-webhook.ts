import { and, eq, isNull, lte, or } from "drizzle-orm";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { outboundDeliveries, outboundWebhooks } from "@/server/db/schema/outbound";
import { emit } from "@/server/events/emit";
import { toHost } from "@/server/outbound/to-host";

/** What waits is given up, and can be delivered again by hand; what is under way settles by itself. */
export async function failWaiting(
  tx: Tx,
  webhookId: string,
  now: Date,
  error: string,
): Promise<void> {
  await tx
    .update(outboundDeliveries)
    .set({ status: "failed", lastError: error, leaseUntil: null })
    .where(
      and(
        eq(outboundDeliveries.webhookId, webhookId),
        eq(outboundDeliveries.status, "pending"),
        or(isNull(outboundDeliveries.leaseUntil), lte(outboundDeliveries.leaseUntil, now)),
      ),
    );
}

/** Switches a webhook off by the product's own choice, and tells so. Call it last in the transaction. */
export async function disableWebhook(
  tx: Tx,
  ctx: Ctx,
  webhook: { id: string; url: string },
  reason: string,
): Promise<void> {
  const now = ctx.now();
  await tx
    .update(outboundWebhooks)
    .set({ enabled: false, disabledReason: reason, disabledAt: now, updatedAt: now })
    .where(
      and(eq(outboundWebhooks.id, webhook.id), eq(outboundWebhooks.workspaceId, ctx.workspaceId)),
    );
  await failWaiting(tx, webhook.id, now, "The webhook was switched off.");
  await recordAudit(tx, ctx, {
    action: "webhook.disabled",
    subjectType: "webhook",
    subjectId: webhook.id,
    subjectName: toHost(webhook.url),
    after: { reason },
  });
  await emit(tx, ctx.workspaceId, [
    { name: "webhook.disabled", data: { webhookId: webhook.id, reason } },
  ]);
}
