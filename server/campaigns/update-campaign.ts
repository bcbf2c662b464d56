import { and, eq, isNull } from "drizzle-orm";
import type { CampaignView, UpdateCampaign } from "@/lib/contracts/campaigns";
import { recordAudit } from "@/server/audit/record";
import { assertEdition, isEdition, nextEdition, outdated } from "@/server/campaigns/edition";
import { requireCampaign } from "@/server/campaigns/find-campaign";
import { getCampaign } from "@/server/campaigns/get-campaign";
import type { CampaignRow } from "@/server/campaigns/read-campaign-views";
import type { Ctx } from "@/server/context";
import { campaigns } from "@/server/db/schema/campaigns";
import { emit } from "@/server/events/emit";

/** Changes what is given, if nobody saved since the edition that was edited. */
export async function updateCampaign(
  ctx: Ctx,
  id: string,
  input: UpdateCampaign,
): Promise<CampaignView> {
  const { updatedAt: edition, ...changes } = input;
  assertEdition(edition);
  await ctx.db.transaction(async (tx) => {
    const before = await requireCampaign(tx, ctx.workspaceId, id);
    const [after] = await tx
      .update(campaigns)
      .set({ ...changes, updatedAt: nextEdition(campaigns.updatedAt, ctx.now()) })
      .where(
        and(
          eq(campaigns.id, id),
          eq(campaigns.workspaceId, ctx.workspaceId),
          isNull(campaigns.deletedAt),
          isEdition(campaigns.updatedAt, edition),
        ),
      )
      .returning();
    if (!after) throw outdated();
    await recordAudit(tx, ctx, {
      action: "campaign.changed",
      subjectType: "campaign",
      subjectId: id,
      subjectName: after.name,
      before: pick(before, changes),
      after: changes,
    });
    await emit(tx, ctx.workspaceId, [{ name: "campaign.changed", data: { campaignId: id } }]);
  });
  return getCampaign(ctx, id);
}

function pick(row: CampaignRow, changes: object): Record<string, unknown> {
  const entries = Object.entries(row).filter(([key]) => key in changes);
  return Object.fromEntries(entries);
}
