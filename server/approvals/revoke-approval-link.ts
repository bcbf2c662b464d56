import { and, eq, isNull } from "drizzle-orm";
import { recordAudit } from "@/server/audit/record";
import { requireCampaign } from "@/server/campaigns/find-campaign";
import type { Ctx } from "@/server/context";
import { approvalLinks } from "@/server/db/schema/reviews";
import { notFound } from "@/server/errors";
import { emit } from "@/server/events/emit";

/** From now on the link opens nothing. What was said by it stays. */
export async function revokeApprovalLink(
  ctx: Ctx,
  { id: campaignId, linkId }: { id: string; linkId: string },
): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    await requireCampaign(tx, ctx.workspaceId, campaignId);
    const [gone] = await tx
      .update(approvalLinks)
      .set({ revokedAt: ctx.now() })
      .where(
        and(
          eq(approvalLinks.id, linkId),
          eq(approvalLinks.workspaceId, ctx.workspaceId),
          eq(approvalLinks.campaignId, campaignId),
          isNull(approvalLinks.revokedAt),
        ),
      )
      .returning();
    if (!gone) throw notFound("approval link");
    await recordAudit(tx, ctx, {
      action: "approval_link.revoked",
      subjectType: "approval_link",
      subjectId: linkId,
      subjectName: gone.label,
    });
    await emit(tx, ctx.workspaceId, [{ name: "campaign.changed", data: { campaignId } }]);
  });
}
