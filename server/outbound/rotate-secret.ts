import { eq } from "drizzle-orm";
import type { WebhookSecret } from "@/lib/contracts/outbound-webhooks";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import { outboundWebhooks } from "@/server/db/schema/outbound";
import { emit } from "@/server/events/emit";
import { getWebhook } from "@/server/outbound/list-webhooks";
import { lockWebhook } from "@/server/outbound/lock-webhook";
import { newSigningSecret } from "@/server/outbound/secrets";
import { toHost } from "@/server/outbound/to-host";

const OVERLAP_MS = 86_400_000;

/** A new secret; the one before signs beside it for a day. */
export async function rotateSecret(ctx: Ctx, id: string): Promise<WebhookSecret> {
  const secret = newSigningSecret();
  return ctx.db.transaction(async (tx) => {
    const before = await lockWebhook(tx, ctx, id);
    await tx
      .update(outboundWebhooks)
      .set({
        sealedSecret: ctx.runtime.sealer.seal(secret, id),
        sealedPreviousSecret: before.sealedSecret,
        previousSecretUntil: new Date(ctx.now().getTime() + OVERLAP_MS),
        updatedAt: ctx.now(),
      })
      .where(eq(outboundWebhooks.id, id));
    await recordAudit(tx, ctx, {
      action: "webhook.secret_rotated",
      subjectType: "webhook",
      subjectId: id,
      subjectName: toHost(before.url),
    });
    const webhook = await getWebhook(ctx, id, tx);
    await emit(tx, ctx.workspaceId, [{ name: "webhook.changed", data: { webhookId: id } }]);
    return { webhook, secret };
  });
}
