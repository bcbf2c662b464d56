import { and, eq, isNull } from "drizzle-orm";
import type { CampaignRow } from "@/server/campaigns/read-campaign-views";
import type { Reader, Tx } from "@/server/db/client";
import { campaigns } from "@/server/db/schema/campaigns";
import { notFound } from "@/server/errors";

const isLive = (workspaceId: string, id: string) =>
  and(eq(campaigns.id, id), eq(campaigns.workspaceId, workspaceId), isNull(campaigns.deletedAt));

/** @throws AppError `not_found` when it is deleted or another workspace's. */
export async function requireCampaign(
  db: Reader,
  workspaceId: string,
  id: string,
): Promise<CampaignRow> {
  const [row] = await db.select().from(campaigns).where(isLive(workspaceId, id));
  if (!row) throw notFound("campaign");
  return row;
}

/**
 * The same under a row lock: whoever adds variants or orders texts for one campaign does so in turn.
 * Rows that refer to the campaign can be written meanwhile: whoever claims its posts does, with the
 * posts locked that a deletion waits for.
 */
export async function lockCampaign(tx: Tx, workspaceId: string, id: string): Promise<CampaignRow> {
  const [row] = await tx
    .select()
    .from(campaigns)
    .where(isLive(workspaceId, id))
    .for("no key update");
  if (!row) throw notFound("campaign");
  return row;
}
