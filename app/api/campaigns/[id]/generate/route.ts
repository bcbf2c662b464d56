import { CampaignView, GenerateVariants } from "@/lib/contracts/campaigns";
import { WithId } from "@/lib/contracts/common";
import { route } from "@/server/http/route";
import { orderVariants } from "@/server/variants/order-variants";

export const POST = route({
  scope: "campaigns:write",
  params: WithId,
  body: GenerateVariants,
  run: (ctx, { params, body }) => orderVariants(ctx, params.id, body),
  view: CampaignView,
  status: 202,
});
