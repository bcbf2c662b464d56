import { WithId } from "@/lib/contracts/common";
import { DeliveryView } from "@/lib/contracts/outbound-webhooks";
import { route } from "@/server/http/route";
import { sendTest } from "@/server/outbound/send-test";

export const POST = route({
  scope: "webhooks:write",
  params: WithId,
  run: (ctx, { params }) => sendTest(ctx, params.id),
  view: DeliveryView,
  status: 202,
});
