import { WithId } from "@/lib/contracts/common";
import { DeliveryPage, DeliveryQuery } from "@/lib/contracts/outbound-webhooks";
import { route } from "@/server/http/route";
import { listDeliveries } from "@/server/outbound/list-deliveries";

export const GET = route({
  scope: "webhooks:read",
  params: WithId,
  query: DeliveryQuery,
  run: (ctx, { params, query }) => listDeliveries(ctx, params.id, query),
  view: DeliveryPage,
});
