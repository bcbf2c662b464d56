import { and, eq, max } from "drizzle-orm";
import type { SummaryQuery, SummaryView } from "@/lib/contracts/analytics";
import type { Goal } from "@/lib/domain/metrics";
import { groupResults, poolContest } from "@/server/analytics/group-results";
import {
  type CampaignName,
  countPostsOut,
  queryResults,
  type ResultCell,
  readCampaignNames,
} from "@/server/analytics/query-results";
import { chooseBucket, findFirstAt, querySeries } from "@/server/analytics/query-series";
import { matchPosts, type SummaryFilter } from "@/server/analytics/summary-filter";
import type { Ctx } from "@/server/context";
import { socialAccounts } from "@/server/db/schema/accounts";
import { campaigns } from "@/server/db/schema/campaigns";
import { posts } from "@/server/db/schema/posts";
import { metrics } from "@/server/db/schema/results";
import { notFound } from "@/server/errors";
import { getWorkspace } from "@/server/workspaces/get-workspace";
import { isSandboxShown } from "@/server/workspaces/is-sandbox-shown";

/** Results in a window, as totals, by platform, campaign and variant, and over time. @throws `not_found` for a foreign campaign. */
export async function getSummary(ctx: Ctx, query: SummaryQuery): Promise<SummaryView> {
  const now = ctx.now();
  const workspace = await getWorkspace(ctx);
  const sandbox = await isSandboxShown(ctx, workspace);
  const campaign = query.campaignId ? await findCampaign(ctx, query.campaignId) : null;
  const goal = campaign?.objective ?? "engagement";
  const filter: SummaryFilter = {
    workspaceId: ctx.workspaceId,
    sandbox,
    platform: query.platform,
    campaignId: query.campaignId,
    from: query.from ? new Date(query.from) : null,
    // Readings made within this very instant belong to it too.
    to: query.to ? new Date(query.to) : new Date(now.getTime() + 1),
  };
  const cells = await queryResults(ctx.db, filter);
  const names = await readCampaignNames(ctx.db, ctx.workspaceId, [
    ...new Set(cells.flatMap((cell) => cell.campaignId ?? [])),
  ]);
  return {
    now: now.toISOString(),
    freshAt: (await findFreshAt(ctx, filter))?.toISOString() ?? null,
    timeZone: workspace.timeZone,
    sandbox,
    realPostsLeftOut: sandbox ? await countPostsOut(ctx.db, { ...filter, sandbox: false }) : 0,
    goal,
    from: filter.from?.toISOString() ?? null,
    to: filter.to.toISOString(),
    totals: groupResults(goal, cells),
    ...toTables(goal, cells, names),
    series: await readSeries(ctx, filter, workspace.timeZone),
  };
}

/** Deleted ones too: what they earned stays. */
async function findCampaign(ctx: Ctx, id: string) {
  const [row] = await ctx.db
    .select({ objective: campaigns.objective })
    .from(campaigns)
    .where(and(eq(campaigns.id, id), eq(campaigns.workspaceId, ctx.workspaceId)));
  if (!row) throw notFound("campaign");
  return row;
}

function toTables(goal: Goal, cells: ResultCell[], names: Map<string, CampaignName>) {
  const byPlatform = Map.groupBy(cells, (cell) => cell.platform);
  const byCampaign = Map.groupBy(cells, (cell) => cell.campaignId);
  const contests = Map.groupBy(cells, contestOf);
  const goalOf = (id: string | null) => (id ? names.get(id)?.objective : undefined) ?? goal;
  return {
    platforms: [...byPlatform].map(([platform, own]) => ({ platform, ...groupResults(goal, own) })),
    campaigns: [...byCampaign].map(([campaignId, own]) => ({
      campaignId,
      name: (campaignId ? names.get(campaignId)?.name : undefined) ?? "Without a campaign",
      ...groupResults(goalOf(campaignId), own),
    })),
    variants: cells.map((cell) => ({
      campaignId: cell.campaignId,
      platform: cell.platform,
      variantId: cell.variantId,
      letter: cell.letter,
      label: cell.label,
      ...groupResults(
        goalOf(cell.campaignId),
        [cell],
        poolContest(goalOf(cell.campaignId), contests.get(contestOf(cell)) ?? []),
      ),
    })),
  };
}

const contestOf = ({ campaignId, platform }: ResultCell) => `${campaignId} ${platform}`;

async function readSeries(
  ctx: Ctx,
  filter: SummaryFilter,
  zone: string,
): Promise<SummaryView["series"]> {
  const from = filter.from ?? (await findFirstAt(ctx.db, filter));
  if (!from) return { bucket: "day", points: [] };
  const bucket = chooseBucket(from, filter.to);
  return { bucket, points: await querySeries(ctx.db, filter, { from, bucket, zone }) };
}

async function findFreshAt(ctx: Ctx, filter: SummaryFilter): Promise<Date | null> {
  const [row] = await ctx.db
    .select({ pulledAt: max(posts.metricsPulledAt), changedAt: max(metrics.observedAt) })
    .from(posts)
    .innerJoin(socialAccounts, eq(socialAccounts.id, posts.accountId))
    .leftJoin(metrics, eq(metrics.postId, posts.id))
    .where(matchPosts(filter));
  const times = [row?.pulledAt, row?.changedAt].flatMap((at) => (at ? [at.getTime()] : []));
  return times.length === 0 ? null : new Date(Math.max(...times));
}
