import type { ApprovalLinkCreated, CreateApprovalLink } from "@/lib/contracts/approvals";
import { recordAudit } from "@/server/audit/record";
import { findPersonId } from "@/server/auth/find-person-id";
import { requireCampaign } from "@/server/campaigns/find-campaign";
import type { Ctx } from "@/server/context";
import { createLinkToken } from "@/server/crypto/link-token";
import { hashToken } from "@/server/crypto/tokens";
import { approvalLinks } from "@/server/db/schema/reviews";
import { AppError } from "@/server/errors";
import { emit } from "@/server/events/emit";
import { toLinkView } from "./to-link-view";

const DAY_MS = 86_400_000;

/** Lets somebody without an account review this campaign. Its address is in the answer and nowhere else. */
export async function createApprovalLink(
  ctx: Ctx,
  campaignId: string,
  input: CreateApprovalLink,
): Promise<ApprovalLinkCreated> {
  if (!ctx.actor.scopes.has("posts:approve")) {
    throw new AppError("forbidden", "Only who may approve can let others approve.");
  }
  const token = createLinkToken(ctx.runtime.env, "approval links");
  const row = await ctx.db.transaction(async (tx) => {
    const campaign = await requireCampaign(tx, ctx.workspaceId, campaignId);
    const [saved] = await tx
      .insert(approvalLinks)
      .values({
        workspaceId: ctx.workspaceId,
        campaignId,
        tokenHash: hashToken(token),
        label: input.label,
        createdBy: await findPersonId(tx, ctx),
        expiresAt: new Date(ctx.now().getTime() + input.expiresInDays * DAY_MS),
        createdAt: ctx.now(),
      })
      .returning();
    if (!saved) throw new Error("nothing was inserted");
    await recordAudit(tx, ctx, {
      action: "approval_link.created",
      subjectType: "approval_link",
      subjectId: saved.id,
      subjectName: saved.label,
      after: { campaign: campaign.name, expiresAt: saved.expiresAt.toISOString() },
    });
    await emit(tx, ctx.workspaceId, [{ name: "campaign.changed", data: { campaignId } }]);
    return saved;
  });
  const url = `${ctx.runtime.env.APP_URL}/approve/${token}`;
  return { link: toLinkView(row, ctx.actor.name, ctx.now()), url };
}
