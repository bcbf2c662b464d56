import { CampaignView, CreateCampaign } from "@/lib/contracts/campaigns";
import { PageQuery } from "@/lib/contracts/common";
import { createCampaign } from "@/server/campaigns/create-campaign";
import { listCampaigns } from "@/server/campaigns/list-campaigns";
import { route } from "@/server/http/route";

export const GET = route({
  scope: "campaigns:read",
  query: PageQuery,
  run: (ctx, { query }) => listCampaigns(ctx, query),
});

export const POST = route({
  scope: "campaigns:write",
  body: CreateCampaign,
  run: (ctx, { body }) => createCampaign(ctx, body),
  view: CampaignView,
  status: 201,
});
