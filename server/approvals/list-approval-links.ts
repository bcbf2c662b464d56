import { and, desc, eq } from "drizzle-orm";
import type { ApprovalLinkList } from "@/lib/contracts/approvals";
import { requireCampaign } from "@/server/campaigns/find-campaign";
import type { Ctx } from "@/server/context";
import { approvalLinks } from "@/server/db/schema/reviews";
import { users } from "@/server/db/schema/users";
import { toLinkView } from "./to-link-view";

const MOST = 200;

/** The links of a campaign, the newest first, those that ended too: they tell who could review. */
export async function listApprovalLinks(ctx: Ctx, campaignId: string): Promise<ApprovalLinkList> {
  await requireCampaign(ctx.db, ctx.workspaceId, campaignId);
  const rows = await ctx.db
    .select({ link: approvalLinks, createdBy: users.name })
    .from(approvalLinks)
    .leftJoin(users, eq(users.id, approvalLinks.createdBy))
    .where(
      and(eq(approvalLinks.workspaceId, ctx.workspaceId), eq(approvalLinks.campaignId, campaignId)),
    )
    .orderBy(desc(approvalLinks.createdAt), desc(approvalLinks.id))
    .limit(MOST);
  return { items: rows.map((row) => toLinkView(row.link, row.createdBy, ctx.now())) };
}
