import { WithId } from "@/lib/contracts/common";
import { WebhookSecret } from "@/lib/contracts/outbound-webhooks";
import { route } from "@/server/http/route";
import { rotateSecret } from "@/server/outbound/rotate-secret";

export const POST = route({
  scope: "webhooks:write",
  params: WithId,
  run: (ctx, { params }) => rotateSecret(ctx, params.id),
  view: WebhookSecret,
});
