import { and, eq } from "drizzle-orm";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { outboundWebhooks } from "@/server/db/schema/outbound";
import { conflict, notFound } from "@/server/errors";

export type WebhookRow = typeof outboundWebhooks.$inferSelect;

/** Locked until the end of the transaction. */
export async function lockWebhook(tx: Tx, ctx: Ctx, id: string): Promise<WebhookRow> {
  const [row] = await tx
    .select()
    .from(outboundWebhooks)
    .where(and(eq(outboundWebhooks.id, id), eq(outboundWebhooks.workspaceId, ctx.workspaceId)))
    .for("no key update");
  if (!row) throw notFound("webhook");
  return row;
}

export function assertOn(webhook: WebhookRow): void {
  if (!webhook.enabled) throw conflict("This webhook is switched off. Switch it on first.");
}
