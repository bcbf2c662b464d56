import type { CampaignView } from "@/lib/contracts/campaigns";
import { Id } from "@/lib/contracts/common";
import { requireCampaign } from "@/server/campaigns/find-campaign";
import { readCampaignViews } from "@/server/campaigns/read-campaign-views";
import type { Ctx } from "@/server/context";
import { isAppError, notFound } from "@/server/errors";

export async function getCampaign(ctx: Ctx, id: string): Promise<CampaignView> {
  const row = await requireCampaign(ctx.db, ctx.workspaceId, id);
  const [view] = await readCampaignViews(ctx.db, ctx.workspaceId, [row]);
  if (!view) throw notFound("campaign");
  return view;
}

/** For pages, whose address may hold anything. */
export async function findCampaignView(ctx: Ctx, id: string): Promise<CampaignView | null> {
  if (!Id.safeParse(id).success) return null;
  return getCampaign(ctx, id).catch((error: unknown) => {
    if (isAppError(error) && error.code === "not_found") return null;
    throw error;
  });
}
