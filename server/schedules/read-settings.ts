import { and, eq } from "drizzle-orm";
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
    .select({ settings: workspaces.settings })
    .from(workspaces)
    .where(eq(workspaces.id, ctx.workspaceId));
  if (!row) throw notFound("workspace");
  if (campaignId === null) return row.settings;
  const [campaign] = await reader
    .select({ lateAfterMinutes: campaigns.lateAfterMinutes })
    .from(campaigns)
    .where(and(eq(campaigns.id, campaignId), eq(campaigns.workspaceId, ctx.workspaceId)));
  return withDeadlineOf(row.settings, campaign?.lateAfterMinutes ?? null);
}

/** A campaign's own deadline goes before the workspace's. */
export function withDeadlineOf(
  settings: WorkspaceSettings,
  lateAfterMinutes: number | null,
): WorkspaceSettings {
  return lateAfterMinutes === null ? settings : { ...settings, lateAfterMinutes };
}
