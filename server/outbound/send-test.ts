import { type OutboundBody, TEST_EVENT } from "@/lib/contracts/outbound-events";
import type { DeliveryView } from "@/lib/contracts/outbound-webhooks";
import type { Ctx } from "@/server/context";
import { outboundDeliveries } from "@/server/db/schema/outbound";
import { limitRate } from "@/server/http/rate-limit";
import { assertOn, lockWebhook } from "@/server/outbound/lock-webhook";
import { toDeliveryView } from "@/server/outbound/to-delivery-view";

/** A made-up event, which goes the way of all others. */
export async function sendTest(ctx: Ctx, id: string): Promise<DeliveryView> {
  limitRate(`webhook-test:${id}`, { max: 10, windowMs: 60_000 });
  const now = ctx.now();
  const body: OutboundBody = {
    type: TEST_EVENT,
    timestamp: now.toISOString(),
    data: { webhookId: id, message: "Bandwagon can reach this address." },
  };
  return ctx.db.transaction(async (tx) => {
    assertOn(await lockWebhook(tx, ctx, id));
    const [row] = await tx
      .insert(outboundDeliveries)
      .values({
        workspaceId: ctx.workspaceId,
        webhookId: id,
        eventName: TEST_EVENT,
        body: JSON.stringify(body),
        nextAt: now,
        createdAt: now,
      })
      .returning();
    if (!row) throw new Error("nothing was inserted");
    return toDeliveryView(row, now);
  });
}
