import { CampaignView, UpdateCampaign } from "@/lib/contracts/campaigns";
import { WithId } from "@/lib/contracts/common";
import { deleteCampaign } from "@/server/campaigns/delete-campaign";
import { getCampaign } from "@/server/campaigns/get-campaign";
import { updateCampaign } from "@/server/campaigns/update-campaign";
import { route } from "@/server/http/route";

export const GET = route({
  scope: "campaigns:read",
  params: WithId,
  run: (ctx, { params }) => getCampaign(ctx, params.id),
  view: CampaignView,
});

export const PATCH = route({
  scope: "campaigns:write",
  params: WithId,
  body: UpdateCampaign,
  run: (ctx, { params, body }) => updateCampaign(ctx, params.id, body),
  view: CampaignView,
});

export const DELETE = route({
  scope: "campaigns:write",
  params: WithId,
  run: (ctx, { params }) => deleteCampaign(ctx, params.id),
});
