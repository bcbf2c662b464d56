import { and, count, desc, eq, inArray, isNull, lt } from "drizzle-orm";
import type { z } from "zod";
import { Id, type PageQuery } from "@/lib/contracts/common";
import type { OptimizerCampaigns } from "@/lib/contracts/optimizer";
import { compareArms, leadWords } from "@/lib/domain/bandit/compare-arms";
import type { Platform } from "@/lib/platforms/platform";
import type { Ctx } from "@/server/context";
import { campaigns } from "@/server/db/schema/campaigns";
import { optimizerDecisions } from "@/server/db/schema/results";
import { getWorkspace } from "@/server/workspaces/get-workspace";
import { isSandboxShown } from "@/server/workspaces/is-sandbox-shown";
import { armsKey, readArms } from "./read-arms";
import { countPosts } from "./read-exploration";

/** The campaigns, newest first, each with what can be said of its variants so far. */
export async function listOptimizerCampaigns(
  ctx: Ctx,
  query: z.output<typeof PageQuery>,
): Promise<OptimizerCampaigns> {
  const { db, workspaceId } = ctx;
  const after = Id.safeParse(query.cursor);
  const rows = await db
    .select()
    .from(campaigns)
    .where(
      and(
        eq(campaigns.workspaceId, workspaceId),
        isNull(campaigns.deletedAt),
        after.success ? lt(campaigns.id, after.data) : undefined,
      ),
    )
    .orderBy(desc(campaigns.id))
    .limit(query.limit + 1);
  const page = rows.slice(0, query.limit);
  const ids = page.map((row) => row.id);
  const sandbox = await isSandboxShown(ctx, await getWorkspace(ctx));
  const arms = await readArms(db, { workspaceId, campaigns: page, sandbox });
  const posted = await countPosts(db, workspaceId, ids);
  const decided = await countByCampaign(ctx, ids);
  const items = page.map((row) => {
    const platforms = row.platforms.map((platform) => {
      const mine = arms.get(armsKey(row.id, platform)) ?? [];
      const found = posted.find((each) => each.campaignId === row.id && each.platform === platform);
      return {
        platform: platform as Platform,
        variants: mine.filter((arm) => !arm.deleted).length,
        posts: found?.posts ?? 0,
        lead: leadWords(row.objective, mine, compareArms(row.objective, mine)),
      };
    });
    const { id, name, objective, status } = row;
    const total = platforms.reduce((sum, each) => sum + each.posts, 0);
    return {
      id,
      name,
      objective,
      status,
      platforms,
      posts: total,
      decisions: decided.get(id) ?? 0,
    };
  });
  return { items, nextCursor: rows.length > query.limit ? (page.at(-1)?.id ?? null) : null };
}

async function countByCampaign(ctx: Ctx, campaignIds: string[]): Promise<Map<string, number>> {
  if (campaignIds.length === 0) return new Map();
  const rows = await ctx.db
    .select({ campaignId: optimizerDecisions.campaignId, total: count() })
    .from(optimizerDecisions)
    .where(
      and(
        eq(optimizerDecisions.workspaceId, ctx.workspaceId),
        inArray(optimizerDecisions.campaignId, campaignIds),
      ),
    )
    .groupBy(optimizerDecisions.campaignId);
  return new Map(rows.map((row) => [row.campaignId, row.total]));
}
