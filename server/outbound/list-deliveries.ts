import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { DeliveryPage, DeliveryQuery } from "@/lib/contracts/outbound-webhooks";
import type { Ctx } from "@/server/context";
import { outboundDeliveries } from "@/server/db/schema/outbound";
import { invalidField } from "@/server/errors";
import { getWebhook } from "@/server/outbound/list-webhooks";
import { type DeliveryRow, toDeliveryView } from "@/server/outbound/to-delivery-view";

/** What was sent or waits to be, the latest first. */
export async function listDeliveries(
  ctx: Ctx,
  webhookId: string,
  query: DeliveryQuery,
): Promise<DeliveryPage> {
  await getWebhook(ctx, webhookId);
  const rows = await ctx.db
    .select()
    .from(outboundDeliveries)
    .where(
      and(
        eq(outboundDeliveries.workspaceId, ctx.workspaceId),
        eq(outboundDeliveries.webhookId, webhookId),
        ...(query.status ? [eq(outboundDeliveries.status, query.status)] : []),
        ...(query.cursor ? [afterCursor(query.cursor)] : []),
      ),
    )
    .orderBy(desc(outboundDeliveries.createdAt), desc(outboundDeliveries.id))
    .limit(query.limit + 1);
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  return {
    items: items.map((row) => toDeliveryView(row, ctx.now())),
    nextCursor: rows.length > query.limit && last ? writeCursor(last) : null,
  };
}

const writeCursor = (row: DeliveryRow) =>
  Buffer.from(`${row.createdAt.toISOString()} ${row.id}`).toString("base64url");

const Cursor = z.tuple([z.iso.datetime(), z.uuid()]);

function afterCursor(cursor: string): SQL {
  const read = Cursor.safeParse(Buffer.from(cursor, "base64url").toString().split(" ")).data;
  if (!read) {
    throw invalidField("cursor", "This page no longer exists. Start again from the first one.");
  }
  const [at, id] = read;
  return sql`(${outboundDeliveries.createdAt}, ${outboundDeliveries.id}) < (${at}::timestamptz, ${id}::uuid)`;
}
