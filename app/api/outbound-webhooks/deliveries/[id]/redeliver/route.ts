import { WithId } from "@/lib/contracts/common";
import { DeliveryView } from "@/lib/contracts/outbound-webhooks";
import { route } from "@/server/http/route";
import { redeliver } from "@/server/outbound/redeliver";

export const POST = route({
  scope: "webhooks:write",
  params: WithId,
  run: (ctx, { params }) => redeliver(ctx, params.id),
  view: DeliveryView,
});
