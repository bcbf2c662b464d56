import { and, eq, sql } from "drizzle-orm";
import { type DeliveryDecision, decideDelivery } from "@/lib/domain/delivery-retry";
import { systemContext } from "@/server/context";
import type { Tx } from "@/server/db/client";
import {
  outboundAttempts,
  outboundDeliveries,
  outboundWebhooks,
} from "@/server/db/schema/outbound";
import type { ClaimedDelivery } from "@/server/outbound/claim-deliveries";
import { disableWebhook } from "@/server/outbound/disable-webhook";
import type { SentAnswer } from "@/server/outbound/send-delivery";
import type { Runtime } from "@/server/runtime";

const GIVE_UP_AFTER_MS = 5 * 86_400_000;
/** One event a week is no proof that an address is dead. */
const GIVE_UP_TRIES = 10;

type WebhookRow = typeof outboundWebhooks.$inferSelect;

/** Writes what became of a try. One whose lease went to another only leaves its line in the log. */
export async function settleDelivery(
  runtime: Runtime,
  claimed: ClaimedDelivery,
  answer: SentAnswer,
): Promise<void> {
  const now = runtime.clock.now();
  const { delivery } = claimed;
  const decision = decideDelivery(answer, {
    attempt: delivery.roundAttempts,
    startedAt: delivery.roundStartedAt ?? claimed.startedAt,
    now,
    random: runtime.random(),
  });
  await runtime.database.db.transaction(async (tx) => {
    const [webhook] = await tx
      .select()
      .from(outboundWebhooks)
      .where(eq(outboundWebhooks.id, delivery.webhookId))
      .for("no key update");
    // Deleted meanwhile, and its log with it.
    if (!webhook) return;
    const { status, error, durationMs } = answer;
    await tx
      .update(outboundAttempts)
      .set({ finishedAt: now, status, error, durationMs, answer: answer.answer })
      .where(eq(outboundAttempts.id, claimed.attemptId));
    if (!(await storeDecision(tx, { claimed, webhook, decision, answer, now }))) return;
    await noteHealth(tx, runtime, webhook, decision, now);
  });
}

interface Outcome {
  claimed: ClaimedDelivery;
  webhook: WebhookRow;
  decision: DeliveryDecision;
  answer: SentAnswer;
  now: Date;
}

async function storeDecision(tx: Tx, outcome: Outcome): Promise<boolean> {
  const { claimed, webhook, decision, answer, now } = outcome;
  const again = decision.status === "pending" && webhook.enabled;
  const status = decision.status === "pending" && !again ? "failed" : decision.status;
  const won = await tx
    .update(outboundDeliveries)
    .set({
      status,
      leaseUntil: null,
      nextAt: decision.status === "pending" ? decision.nextAt : now,
      lastStatus: answer.status,
      lastError: answer.error,
      lastDurationMs: answer.durationMs,
      ...(status === "delivered" ? { deliveredAt: now } : {}),
    })
    .where(
      and(
        eq(outboundDeliveries.id, claimed.delivery.id),
        eq(outboundDeliveries.fence, claimed.delivery.fence),
        eq(outboundDeliveries.status, "pending"),
      ),
    )
    .returning({ id: outboundDeliveries.id });
  return won.length > 0;
}

async function noteHealth(
  tx: Tx,
  runtime: Runtime,
  webhook: WebhookRow,
  decision: DeliveryDecision,
  now: Date,
): Promise<void> {
  const its = eq(outboundWebhooks.id, webhook.id);
  if (decision.status === "delivered") {
    if (webhook.failures > 0 || webhook.failingSince)
      await tx.update(outboundWebhooks).set({ failures: 0, failingSince: null }).where(its);
    return;
  }
  const failingSince = webhook.failingSince ?? now;
  await tx
    .update(outboundWebhooks)
    .set({ failures: sql`${outboundWebhooks.failures} + 1`, failingSince })
    .where(its);
  const reason = reasonToStop(webhook, decision, failingSince, now);
  if (!reason || !webhook.enabled) return;
  const ctx = systemContext(runtime, webhook.workspaceId, crypto.randomUUID());
  await disableWebhook(tx, ctx, webhook, reason);
}

function reasonToStop(
  webhook: WebhookRow,
  decision: DeliveryDecision,
  failingSince: Date,
  now: Date,
): string | null {
  if (decision.status === "failed" && decision.gone)
    return "The receiver answered 410 Gone: it wants no more events.";
  const isDead = now.getTime() - failingSince.getTime() >= GIVE_UP_AFTER_MS;
  return isDead && webhook.failures + 1 >= GIVE_UP_TRIES
    ? "Nothing could be delivered for five days."
    : null;
}
