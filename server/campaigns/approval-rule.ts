import { eq, inArray, type SQL, sql } from "drizzle-orm";
import type { Reader } from "@/server/db/client";
import { campaigns, variants } from "@/server/db/schema/campaigns";
import { workspaces } from "@/server/db/schema/workspaces";

/**
 * Nothing may be posted unapproved: the workspace says so, or the campaign does. The one place that
 * knows. For a query over `workspaces` and `campaigns`, which may be missing from the join's row.
 */
export const needsApproval: SQL<boolean> = sql<boolean>`(
  coalesce((${workspaces.settings}->>'approvalRequired')::boolean, false)
  or coalesce(${campaigns.approvalRequired}, false))`;

/** Of a row of `variants`: exactly what it says now is approved. */
export const isApproved: SQL<boolean> = sql<boolean>`coalesce(
  ${variants.approvedHash} = ${variants.contentHash}, false)`;

/** Which of a workspace's campaigns, or of several workspaces', must not post anything unapproved. */
export async function readApprovalRule(
  reader: Reader,
  campaignIds: readonly string[],
): Promise<Map<string, boolean>> {
  if (campaignIds.length === 0) return new Map();
  const rows = await reader
    .select({ id: campaigns.id, needed: needsApproval })
    .from(campaigns)
    .innerJoin(workspaces, eq(workspaces.id, campaigns.workspaceId))
    .where(inArray(campaigns.id, [...campaignIds]));
  return new Map(rows.map((row) => [row.id, row.needed]));
}
