import { WithId } from "@/lib/contracts/common";
import { DeliveryDetail } from "@/lib/contracts/outbound-webhooks";
import { route } from "@/server/http/route";
import { getDelivery } from "@/server/outbound/get-delivery";

export const GET = route({
  scope: "webhooks:read",
  params: WithId,
  run: (ctx, { params }) => getDelivery(ctx, params.id),
  view: DeliveryDetail,
});
