import { and, desc, eq, isNull, lt } from "drizzle-orm";
import type { z } from "zod";
import type { CampaignView } from "@/lib/contracts/campaigns";
import { Id, type Page, type PageQuery } from "@/lib/contracts/common";
import { readCampaignViews } from "@/server/campaigns/read-campaign-views";
import type { Ctx } from "@/server/context";
import { createCursor, cutPage } from "@/server/cursor";
import { campaigns } from "@/server/db/schema/campaigns";

// Ids follow time.
const cursor = createCursor(Id);

/** Newest first. */
export async function listCampaigns(
  ctx: Ctx,
  query: z.output<typeof PageQuery>,
): Promise<Page<CampaignView>> {
  const after = cursor.read(query.cursor);
  const rows = await ctx.db
    .select()
    .from(campaigns)
    .where(
      and(
        eq(campaigns.workspaceId, ctx.workspaceId),
        isNull(campaigns.deletedAt),
        after ? lt(campaigns.id, after) : undefined,
      ),
    )
    .orderBy(desc(campaigns.id))
    .limit(query.limit + 1);
  const { page, end } = cutPage(rows, query.limit);
  const items = await readCampaignViews(ctx.db, ctx.workspaceId, page);
  return { items, nextCursor: end && cursor.write(end.id) };
}
