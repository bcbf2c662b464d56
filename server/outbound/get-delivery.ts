import { and, asc, eq } from "drizzle-orm";
import type { DeliveryDetail } from "@/lib/contracts/outbound-webhooks";
import type { Ctx } from "@/server/context";
import { outboundAttempts, outboundDeliveries } from "@/server/db/schema/outbound";
import { notFound } from "@/server/errors";
import { toDeliveryView } from "@/server/outbound/to-delivery-view";

/** With what was sent and every try. */
export async function getDelivery(ctx: Ctx, id: string): Promise<DeliveryDetail> {
  const [row] = await ctx.db
    .select()
    .from(outboundDeliveries)
    .where(and(eq(outboundDeliveries.id, id), eq(outboundDeliveries.workspaceId, ctx.workspaceId)));
  if (!row) throw notFound("delivery");
  const tries = await ctx.db
    .select()
    .from(outboundAttempts)
    .where(eq(outboundAttempts.deliveryId, id))
    .orderBy(asc(outboundAttempts.attempt), asc(outboundAttempts.id));
  return {
    ...toDeliveryView(row, ctx.now()),
    body: row.body,
    tries: tries.map((each) => ({
      attempt: each.attempt,
      startedAt: each.startedAt.toISOString(),
      finishedAt: each.finishedAt?.toISOString() ?? null,
      status: each.status,
      error: each.error,
      durationMs: each.durationMs,
      answer: each.answer,
    })),
  };
}
