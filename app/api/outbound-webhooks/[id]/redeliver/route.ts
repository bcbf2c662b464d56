import { WithId } from "@/lib/contracts/common";
import { RedeliverCount, RedeliverFailed } from "@/lib/contracts/outbound-webhooks";
import { route } from "@/server/http/route";
import { redeliverFailed } from "@/server/outbound/redeliver";

export const POST = route({
  scope: "webhooks:write",
  params: WithId,
  body: RedeliverFailed,
  run: (ctx, { params, body }) => redeliverFailed(ctx, params.id, body.since),
  view: RedeliverCount,
});
