import { and, eq, sql } from "drizzle-orm";
import { needsApproval } from "@/server/campaigns/approval-rule";
import type { Ctx } from "@/server/context";
import type { Reader } from "@/server/db/client";
import { campaigns } from "@/server/db/schema/campaigns";
import { type WorkspaceSettings, workspaces } from "@/server/db/schema/workspaces";
import { notFound } from "@/server/errors";

/** The workspace's settings as they hold for this campaign; null: for posts of none. */
export async function readSettings(
  reader: Reader,
  ctx: Ctx,
  campaignId: string | null,
): Promise<WorkspaceSettings> {
  const [row] = await reader
    .select({
      settings: workspaces.settings,
      lateAfterMinutes: campaigns.lateAfterMinutes,
      approvalRequired: needsApproval,
    })
    .from(workspaces)
    .leftJoin(
      campaigns,
      campaignId === null
        ? sql`false`
        : and(eq(campaigns.id, campaignId), eq(campaigns.workspaceId, workspaces.id)),
    )
    .where(eq(workspaces.id, ctx.workspaceId));
  if (!row) throw notFound("workspace");
  return withOwnRules(row.settings, row);
}

interface OwnRules {
  lateAfterMinutes: number | null;
  /** As `needsApproval` says. */
  approvalRequired: boolean;
}

/** A campaign's own deadline goes before the workspace's, and so does what holds for its approval. */
export function withOwnRules(
  settings: WorkspaceSettings,
  { lateAfterMinutes, approvalRequired }: OwnRules,
): WorkspaceSettings {
  return {
    ...settings,
    lateAfterMinutes: lateAfterMinutes ?? settings.lateAfterMinutes,
    approvalRequired,
  };
}
