import { WithId } from "@/lib/contracts/common";
import { UpdateWebhook, WebhookView } from "@/lib/contracts/outbound-webhooks";
import { route } from "@/server/http/route";
import { deleteWebhook } from "@/server/outbound/delete-webhook";
import { getWebhook } from "@/server/outbound/list-webhooks";
import { updateWebhook } from "@/server/outbound/update-webhook";

export const GET = route({
  scope: "webhooks:read",
  params: WithId,
  run: (ctx, { params }) => getWebhook(ctx, params.id),
  view: WebhookView,
});

export const PATCH = route({
  scope: "webhooks:write",
  params: WithId,
  body: UpdateWebhook,
  run: (ctx, { params, body }) => updateWebhook(ctx, params.id, body),
  view: WebhookView,
});

export const DELETE = route({
  scope: "webhooks:write",
  params: WithId,
  run: (ctx, { params }) => deleteWebhook(ctx, params.id),
});
