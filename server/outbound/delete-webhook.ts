import { eq } from "drizzle-orm";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import { outboundWebhooks } from "@/server/db/schema/outbound";
import { emit } from "@/server/events/emit";
import { lockWebhook } from "@/server/outbound/lock-webhook";
import { toHost } from "@/server/outbound/to-host";

/** Its log goes with it, and nothing more is sent. */
export async function deleteWebhook(ctx: Ctx, id: string): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const webhook = await lockWebhook(tx, ctx, id);
    await tx.delete(outboundWebhooks).where(eq(outboundWebhooks.id, id));
    await recordAudit(tx, ctx, {
      action: "webhook.deleted",
      subjectType: "webhook",
      subjectId: id,
      subjectName: toHost(webhook.url),
    });
    await emit(tx, ctx.workspaceId, [{ name: "webhook.changed", data: { webhookId: id } }]);
  });
}
