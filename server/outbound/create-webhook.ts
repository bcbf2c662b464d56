import { count, eq } from "drizzle-orm";
import type { z } from "zod";
import {
  type CreateWebhook,
  MAX_WEBHOOKS,
  type WebhookSecret,
} from "@/lib/contracts/outbound-webhooks";
import { recordAudit } from "@/server/audit/record";
import { findPersonId } from "@/server/auth/find-person-id";
import type { Ctx } from "@/server/context";
import { outboundWebhooks } from "@/server/db/schema/outbound";
import { workspaces } from "@/server/db/schema/workspaces";
import { uuidv7 } from "@/server/db/uuid";
import { conflict } from "@/server/errors";
import { emit } from "@/server/events/emit";
import { checkEndpoint } from "@/server/outbound/check-endpoint";
import { getWebhook } from "@/server/outbound/list-webhooks";
import { newSigningSecret } from "@/server/outbound/secrets";
import { toHost } from "@/server/outbound/to-host";

/** It hears what happens from now on. Its secret is in the answer and, sealed, in its row. */
export async function createWebhook(
  ctx: Ctx,
  input: z.output<typeof CreateWebhook>,
): Promise<WebhookSecret> {
  const url = checkEndpoint(ctx, input.url);
  const secret = newSigningSecret();
  const id = uuidv7();
  const now = ctx.now();
  return ctx.db.transaction(async (tx) => {
    // The lock keeps two makers from both being the twentieth.
    const [workspace] = await tx
      .select({ seq: workspaces.eventSeq })
      .from(workspaces)
      .where(eq(workspaces.id, ctx.workspaceId))
      .for("no key update");
    const [made] = await tx
      .select({ count: count() })
      .from(outboundWebhooks)
      .where(eq(outboundWebhooks.workspaceId, ctx.workspaceId));
    if ((made?.count ?? 0) >= MAX_WEBHOOKS)
      throw conflict(`A workspace has at most ${MAX_WEBHOOKS} webhooks. Delete one first.`);
    await tx.insert(outboundWebhooks).values({
      id,
      workspaceId: ctx.workspaceId,
      url,
      description: input.description,
      events: input.events,
      sealedSecret: ctx.runtime.sealer.seal(secret, id),
      afterSeq: workspace?.seq ?? 0,
      createdBy: await findPersonId(tx, ctx),
      createdAt: now,
      updatedAt: now,
    });
    await recordAudit(tx, ctx, {
      action: "webhook.created",
      subjectType: "webhook",
      subjectId: id,
      subjectName: toHost(url),
      after: { events: input.events.length === 0 ? "all" : input.events },
    });
    const webhook = await getWebhook(ctx, id, tx);
    await emit(tx, ctx.workspaceId, [{ name: "webhook.changed", data: { webhookId: id } }]);
    return { webhook, secret };
  });
}
