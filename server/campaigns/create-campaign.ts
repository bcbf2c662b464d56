import type { CampaignView, CreateCampaign } from "@/lib/contracts/campaigns";
import { recordAudit } from "@/server/audit/record";
import { getCampaign } from "@/server/campaigns/get-campaign";
import { queueGenerations } from "@/server/campaigns/queue-generation";
import type { Ctx } from "@/server/context";
import { campaigns } from "@/server/db/schema/campaigns";
import { emit } from "@/server/events/emit";

/** Saves the brief and orders the first variants for each platform. */
export async function createCampaign(ctx: Ctx, input: CreateCampaign): Promise<CampaignView> {
  const id = await ctx.db.transaction(async (tx) => {
    const now = ctx.now();
    const [row] = await tx
      .insert(campaigns)
      .values({
        ...input,
        workspaceId: ctx.workspaceId,
        createdBy: ctx.actor.kind === "user" ? ctx.actor.id : null,
        createdAt: now,
        updatedAt: now,
      })
      .returning({ id: campaigns.id });
    if (!row) throw new Error("nothing was inserted");
    const orders = input.platforms.map((platform) => ({
      campaignId: row.id,
      platform,
      count: input.variantsPerPlatform,
    }));
    const progress = await queueGenerations(tx, ctx, orders);
    await recordAudit(tx, ctx, {
      action: "campaign.created",
      subjectType: "campaign",
      subjectId: row.id,
      subjectName: input.name,
      after: input,
    });
    const created = { name: "campaign.created" as const, data: { campaignId: row.id } };
    await emit(tx, ctx.workspaceId, [created, ...progress]);
    return row.id;
  });
  return getCampaign(ctx, id);
}
