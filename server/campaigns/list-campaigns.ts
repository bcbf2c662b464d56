import { and, desc, eq, isNull, lt } from "drizzle-orm";
import type { z } from "zod";
import type { CampaignView } from "@/lib/contracts/campaigns";
import { Id, type Page, type PageQuery } from "@/lib/contracts/common";
import { readCampaignViews } from "@/server/campaigns/read-campaign-views";
import type { Ctx } from "@/server/context";
import { campaigns } from "@/server/db/schema/campaigns";

/** Newest first; the cursor is the last id seen, since ids follow time. */
export async function listCampaigns(
  ctx: Ctx,
  query: z.output<typeof PageQuery>,
): Promise<Page<CampaignView>> {
  const after = Id.safeParse(query.cursor);
  const rows = await ctx.db
    .select()
    .from(campaigns)
    .where(
      and(
        eq(campaigns.workspaceId, ctx.workspaceId),
        isNull(campaigns.deletedAt),
        after.success ? lt(campaigns.id, after.data) : undefined,
      ),
    )
    .orderBy(desc(campaigns.id))
    .limit(query.limit + 1);
  const page = rows.slice(0, query.limit);
  const items = await readCampaignViews(ctx.db, ctx.workspaceId, page);
  return { items, nextCursor: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null };
}
