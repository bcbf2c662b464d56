import { isDeepStrictEqual } from "node:util";
import { eq } from "drizzle-orm";
import type {
  OptimizerSettings,
  UpdateOptimizerSettings,
} from "@/lib/contracts/optimizer-settings";
import { recordAudit } from "@/server/audit/record";
import { lockCampaign } from "@/server/campaigns/find-campaign";
import type { Ctx } from "@/server/context";
import { type CampaignOptimizer, campaigns } from "@/server/db/schema/campaigns";
import { emit } from "@/server/events/emit";
import { getWorkspace } from "@/server/workspaces/get-workspace";
import { toOptimizerSettings } from "./optimizer-settings";

/** Changes how a campaign's variants are chosen, from the next choice on. */
export async function updateOptimizerSettings(
  ctx: Ctx,
  input: UpdateOptimizerSettings,
): Promise<OptimizerSettings> {
  const { campaignId, ...changes } = input;
  return ctx.db.transaction(async (tx) => {
    const campaign = await lockCampaign(tx, ctx.workspaceId, campaignId);
    const { settings } = await getWorkspace(ctx, tx);
    const optimizer = apply(campaign.optimizer, changes);
    const before = toOptimizerSettings(campaign, settings);
    const after = toOptimizerSettings({ optimizer }, settings);
    if (isDeepStrictEqual(before, after)) return after;
    await tx.update(campaigns).set({ optimizer }).where(eq(campaigns.id, campaignId));
    await recordAudit(tx, ctx, {
      action: "campaign.optimizer_changed",
      subjectType: "campaign",
      subjectId: campaignId,
      subjectName: campaign.name,
      ...toChanges(before, after),
    });
    await emit(tx, ctx.workspaceId, [{ name: "optimizer.changed", data: { campaignId } }]);
    return after;
  });
}

type Changes = Omit<UpdateOptimizerSettings, "campaignId">;

function apply(before: CampaignOptimizer, { weights, ...given }: Changes): CampaignOptimizer {
  const after: CampaignOptimizer = { ...before };
  if (given.algorithm) after.algorithm = given.algorithm;
  if (given.floor !== undefined) after.floor = given.floor;
  if (given.winnerMode) after.winnerMode = given.winnerMode;
  if (weights) after.weights = weights;
  if (weights === null) delete after.weights;
  return after;
}

const AUDITED = ["algorithm", "floor", "winnerMode", "weights", "ownWeights"] as const;

function toChanges(before: OptimizerSettings, after: OptimizerSettings) {
  const changed = AUDITED.filter((name) => !isDeepStrictEqual(before[name], after[name]));
  const pick = (from: OptimizerSettings) =>
    Object.fromEntries(changed.map((name) => [name, from[name]]));
  return { before: pick(before), after: pick(after) };
}
