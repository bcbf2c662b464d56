import { and, eq, isNull } from "drizzle-orm";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { approvalLinks } from "@/server/db/schema/reviews";
import type { NewEvent } from "@/server/events/emit";

/** Nobody lets others approve who may not approve any more. Returns what to emit. */
export async function revokeApprovalLinksOf(tx: Tx, ctx: Ctx, userId: string): Promise<NewEvent[]> {
  const gone = await tx
    .update(approvalLinks)
    .set({ revokedAt: ctx.now() })
    .where(
      and(
        eq(approvalLinks.workspaceId, ctx.workspaceId),
        eq(approvalLinks.createdBy, userId),
        isNull(approvalLinks.revokedAt),
      ),
    )
    .returning();
  await recordAudit(
    tx,
    ctx,
    gone.map(({ id, label }) => ({
      action: "approval_link.revoked",
      subjectType: "approval_link",
      subjectId: id,
      subjectName: label,
    })),
  );
  const campaignIds = new Set(gone.map(({ campaignId }) => campaignId));
  return [...campaignIds].map((campaignId) => ({ name: "campaign.changed", data: { campaignId } }));
}
