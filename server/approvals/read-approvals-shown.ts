import { and, eq, isNull } from "drizzle-orm";
import { needsApproval } from "@/server/campaigns/approval-rule";
import type { Ctx } from "@/server/context";
import { campaigns } from "@/server/db/schema/campaigns";
import { workspaces } from "@/server/db/schema/workspaces";
import { countApprovals } from "./list-approvals";

/** Whether the workspace has a use for the queue: approval is asked for somewhere, or something waits. */
export async function readApprovalsShown(ctx: Ctx): Promise<boolean> {
  const [asking] = await ctx.db
    .select({ id: workspaces.id })
    .from(workspaces)
    .leftJoin(campaigns, and(eq(campaigns.workspaceId, workspaces.id), isNull(campaigns.deletedAt)))
    .where(and(eq(workspaces.id, ctx.workspaceId), needsApproval))
    .limit(1);
  return asking !== undefined || (await countApprovals(ctx)).waiting > 0;
}
