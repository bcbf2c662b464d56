import type { DeliveryView } from "@/lib/contracts/outbound-webhooks";
import type { outboundDeliveries } from "@/server/db/schema/outbound";
import { toMessageId } from "@/server/outbound/to-message-id";

export type DeliveryRow = typeof outboundDeliveries.$inferSelect;

export function toDeliveryView(row: DeliveryRow, now: Date): DeliveryView {
  const sending = row.status === "pending" && row.leaseUntil !== null && row.leaseUntil > now;
  return {
    id: row.id,
    webhookId: row.webhookId,
    messageId: toMessageId(row.id),
    seq: row.eventSeq,
    event: row.eventName,
    status: row.status,
    attempts: row.attempts,
    createdAt: row.createdAt.toISOString(),
    deliveredAt: row.deliveredAt?.toISOString() ?? null,
    nextAt: row.status === "pending" && !sending ? row.nextAt.toISOString() : null,
    sending,
    lastStatus: row.lastStatus,
    lastError: row.lastError,
    lastDurationMs: row.lastDurationMs,
  };
}
