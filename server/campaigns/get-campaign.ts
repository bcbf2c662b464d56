import type { CampaignView } from "@/lib/contracts/campaigns";
import { requireCampaign } from "@/server/campaigns/find-campaign";
import { readCampaignViews } from "@/server/campaigns/read-campaign-views";
import type { Ctx } from "@/server/context";
import { notFound } from "@/server/errors";

export async function getCampaign(ctx: Ctx, id: string): Promise<CampaignView> {
  const row = await requireCampaign(ctx.db, ctx.workspaceId, id);
  const [view] = await readCampaignViews(ctx.db, ctx.workspaceId, [row]);
  if (!view) throw notFound("campaign");
  return view;
}
