import { and, asc, eq, isNull } from "drizzle-orm";
import type { LinkedApproval } from "@/lib/contracts/approvals";
import type { ReviewView } from "@/lib/contracts/reviews";
import { approvalState } from "@/lib/domain/approval-state";
import { variants } from "@/server/db/schema/campaigns";
import { publicMediaUrl } from "@/server/media/public-url";
import type { Runtime } from "@/server/runtime";
import { toViews } from "@/server/variants/list-variants";
import { findApprovalLink } from "./find-approval-link";

/** What a client sees: the variants of one campaign as they would be posted, and nothing else. */
export async function readLinkedApproval(runtime: Runtime, token: string): Promise<LinkedApproval> {
  const { link, campaign, workspace } = await findApprovalLink(runtime, token);
  const { db } = runtime.database;
  const rows = await db
    .select()
    .from(variants)
    .where(
      and(
        eq(variants.workspaceId, link.workspaceId),
        eq(variants.campaignId, link.campaignId),
        isNull(variants.deletedAt),
      ),
    )
    .orderBy(asc(variants.platform), asc(variants.ordinal));
  const views = await toViews(db, link.workspaceId, campaign.brand, rows);
  return {
    workspace: workspace.name,
    campaign: campaign.name,
    label: link.label,
    timeZone: workspace.timeZone,
    expiresAt: link.expiresAt.toISOString(),
    items: views.map((view) => ({
      ...view,
      state: approvalState(view),
      review: ofClients(view.review),
      lastReview: ofClients(view.lastReview),
      media: view.media.map((file) => ({ ...file, url: publicMediaUrl(runtime.env, file.id) })),
    })),
  };
}

/** What members say, and who they are, stays inside. */
const ofClients = (review: ReviewView | null) => (review?.byLink ? review : null);
