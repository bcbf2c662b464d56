import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { Id, IsoDate } from "@/lib/contracts/common";
import type { DeliveryPage, DeliveryQuery } from "@/lib/contracts/outbound-webhooks";
import type { Ctx } from "@/server/context";
import { createCursor, cutPage } from "@/server/cursor";
import { outboundDeliveries } from "@/server/db/schema/outbound";
import { getWebhook } from "@/server/outbound/list-webhooks";
import { toDeliveryView } from "@/server/outbound/to-delivery-view";

const cursor = createCursor(z.tuple([IsoDate, Id]));

/** What was sent or waits to be, the latest first. */
export async function listDeliveries(
  ctx: Ctx,
  webhookId: string,
  query: DeliveryQuery,
): Promise<DeliveryPage> {
  await getWebhook(ctx, webhookId);
  const after = cursor.read(query.cursor);
  const rows = await ctx.db
    .select()
    .from(outboundDeliveries)
    .where(
      and(
        eq(outboundDeliveries.workspaceId, ctx.workspaceId),
        eq(outboundDeliveries.webhookId, webhookId),
        ...(query.status ? [eq(outboundDeliveries.status, query.status)] : []),
        after ? isBefore(...after) : undefined,
      ),
    )
    .orderBy(desc(outboundDeliveries.createdAt), desc(outboundDeliveries.id))
    .limit(query.limit + 1);
  const { page, end } = cutPage(rows, query.limit);
  return {
    items: page.map((row) => toDeliveryView(row, ctx.now())),
    nextCursor: end && cursor.write([end.createdAt.toISOString(), end.id]),
  };
}

const isBefore = (at: string, id: string): SQL =>
  sql`(${outboundDeliveries.createdAt}, ${outboundDeliveries.id}) < (${at}::timestamptz, ${id}::uuid)`;
