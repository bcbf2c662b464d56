import { eq } from "drizzle-orm";
import type { z } from "zod";
import type { UpdateWebhook, WebhookView } from "@/lib/contracts/outbound-webhooks";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { outboundWebhooks } from "@/server/db/schema/outbound";
import { emit } from "@/server/events/emit";
import { readEventSeq } from "@/server/events/read-event-seq";
import { checkEndpoint } from "@/server/outbound/check-endpoint";
import { failWaiting } from "@/server/outbound/disable-webhook";
import { getWebhook } from "@/server/outbound/list-webhooks";
import { lockWebhook, type WebhookRow } from "@/server/outbound/lock-webhook";
import { toHost } from "@/server/outbound/to-host";

type Input = z.output<typeof UpdateWebhook>;

/** Switched on again it hears what happens from then on; what it missed is not told. */
export async function updateWebhook(ctx: Ctx, id: string, input: Input): Promise<WebhookView> {
  const url = input.url === undefined ? undefined : checkEndpoint(ctx, input.url);
  const now = ctx.now();
  return ctx.db.transaction(async (tx) => {
    const before = await lockWebhook(tx, ctx, id);
    const turned = input.enabled !== undefined && input.enabled !== before.enabled;
    const { description, events } = input;
    await tx
      .update(outboundWebhooks)
      .set({
        ...(url === undefined ? {} : { url }),
        ...(description === undefined ? {} : { description }),
        ...(events === undefined ? {} : { events }),
        ...(turned ? await turn(tx, ctx, before) : {}),
        updatedAt: now,
      })
      .where(eq(outboundWebhooks.id, id));
    if (turned && before.enabled) await failWaiting(tx, id, now, "The webhook was switched off.");
    const after = await lockWebhook(tx, ctx, id);
    await recordAudit(tx, ctx, {
      action: "webhook.changed",
      subjectType: "webhook",
      subjectId: id,
      subjectName: toHost(after.url),
      before: toAudited(before),
      after: toAudited(after),
    });
    const view = await getWebhook(ctx, id, tx);
    await emit(tx, ctx.workspaceId, [{ name: "webhook.changed", data: { webhookId: id } }]);
    return view;
  });
}

async function turn(tx: Tx, ctx: Ctx, { enabled }: WebhookRow) {
  if (enabled) return { enabled: false, disabledReason: null, disabledAt: ctx.now() };
  return {
    ...{ enabled: true, disabledReason: null, disabledAt: null },
    ...{ failures: 0, failingSince: null },
    afterSeq: await readEventSeq(tx, ctx.workspaceId),
  };
}

const toAudited = ({ url, description, events, enabled }: WebhookRow) => ({
  host: toHost(url),
  description,
  events: events.length === 0 ? "all" : events,
  enabled,
});
