import { CreateWebhook, WebhookList, WebhookSecret } from "@/lib/contracts/outbound-webhooks";
import { route } from "@/server/http/route";
import { createWebhook } from "@/server/outbound/create-webhook";
import { listWebhooks } from "@/server/outbound/list-webhooks";

export const GET = route({ scope: "webhooks:read", run: listWebhooks, view: WebhookList });

export const POST = route({
  scope: "webhooks:write",
  body: CreateWebhook,
  run: (ctx, { body }) => createWebhook(ctx, body),
  view: WebhookSecret,
  status: 201,
});
