import type { OptimizerCampaigns, OptimizerPanel, OptimizerQuery } from "@/lib/contracts/optimizer";
import type { Ctx } from "@/server/context";
import { getOptimizerPanel } from "./get-optimizer-panel";
import { listOptimizerCampaigns } from "./list-optimizer-campaigns";

/** One campaign's panel, or all campaigns with what is known so far. */
export async function getOptimizer(
  ctx: Ctx,
  query: OptimizerQuery,
): Promise<OptimizerPanel | OptimizerCampaigns> {
  const { campaignId } = query;
  return campaignId
    ? getOptimizerPanel(ctx, { ...query, campaignId })
    : listOptimizerCampaigns(ctx, query);
}
