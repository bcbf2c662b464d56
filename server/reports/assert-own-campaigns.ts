import { and, count, eq, inArray } from "drizzle-orm";
import type { ResultsQuery } from "@/lib/contracts/analytics";
import type { Ctx } from "@/server/context";
import { campaigns } from "@/server/db/schema/campaigns";
import { notFound } from "@/server/errors";

/** A report of a campaign that is not here would fail each time it is made. @throws `not_found` */
export async function assertOwnCampaigns(ctx: Ctx, { campaignId }: ResultsQuery): Promise<void> {
  if (!campaignId) return;
  const ids = [...new Set(campaignId)];
  const [row] = await ctx.db
    .select({ found: count() })
    .from(campaigns)
    .where(and(eq(campaigns.workspaceId, ctx.workspaceId), inArray(campaigns.id, ids)));
  if (row?.found !== ids.length) throw notFound("campaign");
}
