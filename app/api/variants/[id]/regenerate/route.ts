import { CampaignView } from "@/lib/contracts/campaigns";
import { WithId } from "@/lib/contracts/common";
import { route } from "@/server/http/route";
import { regenerateVariant } from "@/server/variants/order-variants";

export const POST = route({
  scope: "campaigns:write",
  params: WithId,
  run: (ctx, { params }) => regenerateVariant(ctx, params.id),
  view: CampaignView,
  status: 202,
});
