import { and, eq, gte, inArray, isNull, lte, or, type SQL } from "drizzle-orm";
import type { DeliveryView, RedeliverCount } from "@/lib/contracts/outbound-webhooks";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { outboundDeliveries } from "@/server/db/schema/outbound";
import { conflict, notFound } from "@/server/errors";
import { assertOn, lockWebhook, type WebhookRow } from "@/server/outbound/lock-webhook";
import { type DeliveryRow, toDeliveryView } from "@/server/outbound/to-delivery-view";
import { toHost } from "@/server/outbound/to-host";

const MOST_AT_ONCE = 1000;

/** Sends the same message again, now, with a day of retries of its own. */
export async function redeliver(ctx: Ctx, id: string): Promise<DeliveryView> {
  return ctx.db.transaction(async (tx) => {
    const [found] = await tx
      .select({ webhookId: outboundDeliveries.webhookId })
      .from(outboundDeliveries)
      .where(
        and(eq(outboundDeliveries.id, id), eq(outboundDeliveries.workspaceId, ctx.workspaceId)),
      );
    if (!found) throw notFound("delivery");
    const webhook = await lockWebhook(tx, ctx, found.webhookId);
    assertOn(webhook);
    const [row] = await sendAnew(tx, ctx, webhook, eq(outboundDeliveries.id, id));
    if (!row) throw conflict("This delivery is being sent right now. Wait for its answer.");
    await auditRedelivery(tx, ctx, webhook, 1);
    return toDeliveryView(row, ctx.now());
  });
}

/** Everything that failed since then, the oldest first, up to a thousand. */
export async function redeliverFailed(
  ctx: Ctx,
  webhookId: string,
  since: string,
): Promise<RedeliverCount> {
  return ctx.db.transaction(async (tx) => {
    const webhook = await lockWebhook(tx, ctx, webhookId);
    assertOn(webhook);
    const chosen = tx
      .select({ id: outboundDeliveries.id })
      .from(outboundDeliveries)
      .where(
        and(
          eq(outboundDeliveries.webhookId, webhookId),
          eq(outboundDeliveries.status, "failed"),
          gte(outboundDeliveries.createdAt, new Date(since)),
        ),
      )
      .orderBy(outboundDeliveries.createdAt, outboundDeliveries.id)
      .limit(MOST_AT_ONCE);
    const rows = await sendAnew(tx, ctx, webhook, inArray(outboundDeliveries.id, chosen));
    if (rows.length > 0) await auditRedelivery(tx, ctx, webhook, rows.length);
    return { count: rows.length };
  });
}

/** What is leased to a process is left alone. */
function sendAnew(tx: Tx, ctx: Ctx, webhook: WebhookRow, which: SQL): Promise<DeliveryRow[]> {
  const now = ctx.now();
  return tx
    .update(outboundDeliveries)
    .set({
      status: "pending",
      roundAttempts: 0,
      roundStartedAt: null,
      leaseUntil: null,
      nextAt: now,
      deliveredAt: null,
    })
    .where(
      and(
        which,
        eq(outboundDeliveries.webhookId, webhook.id),
        or(isNull(outboundDeliveries.leaseUntil), lte(outboundDeliveries.leaseUntil, now)),
      ),
    )
    .returning();
}

const auditRedelivery = (tx: Tx, ctx: Ctx, webhook: WebhookRow, count: number) =>
  recordAudit(tx, ctx, {
    action: "webhook.redelivered",
    subjectType: "webhook",
    subjectId: webhook.id,
    subjectName: toHost(webhook.url),
    after: { count },
  });
