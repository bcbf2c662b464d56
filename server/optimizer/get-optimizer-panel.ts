import { and, eq, sql } from "drizzle-orm";
import type { OptimizerArm, OptimizerPanel } from "@/lib/contracts/optimizer";
import {
  armsFinding,
  type Comparison,
  compareArms,
  leadWords,
} from "@/lib/domain/bandit/compare-arms";
import { plannedOdds } from "@/lib/domain/bandit/planned-odds";
import type { Platform } from "@/lib/platforms/platform";
import { requireCampaign } from "@/server/campaigns/find-campaign";
import type { Ctx } from "@/server/context";
import { socialAccounts } from "@/server/db/schema/accounts";
import { posts } from "@/server/db/schema/posts";
import { notFound } from "@/server/errors";
import { getWorkspace } from "@/server/workspaces/get-workspace";
import { isSandboxShown } from "@/server/workspaces/is-sandbox-shown";
import { findCandidates } from "./find-candidates";
import { readDecisions } from "./list-decisions";
import { listNextSlots } from "./list-next-slots";
import { optimizerPolicy } from "./policy";
import { type Arm, armsKey, readArms } from "./read-arms";
import { countDecisions, countPosts, readExploration, readRoll } from "./read-exploration";

/** How many coming slots the planned ratio tells of. */
const PLANNED_SLOTS = 20;

/** All that is known about the variants of one campaign on one platform, and what was done with it. */
export async function getOptimizerPanel(
  ctx: Ctx,
  query: { campaignId: string; platform?: Platform; cursor?: string; limit: number },
): Promise<OptimizerPanel> {
  const { db, workspaceId } = ctx;
  const campaign = await requireCampaign(db, workspaceId, query.campaignId);
  const platforms = await readPlatforms(ctx, campaign);
  const platform = query.platform ?? toBusiest(platforms);
  if (!platform || !platforms.some((each) => each.platform === platform)) {
    throw notFound("platform of this campaign");
  }
  const scope = { workspaceId, campaignId: campaign.id, platform };
  const arms = await readPlatformArms(ctx, campaign, platform);
  const comparison = compareArms(campaign.objective, arms);
  const candidates = await findCandidates(ctx, campaign, arms);
  const planned = plannedOdds(optimizerPolicy, candidates, Array(PLANNED_SLOTS).fill(null));
  const kinds = planned.flatMap((step) => (step ? [step.kind] : []));
  const { cursor, limit } = query;
  const { id, name, objective } = campaign;
  return {
    campaign: { id, name, objective },
    platform,
    platforms,
    policy: optimizerPolicy.name,
    sandbox: await readWorlds(ctx, scope),
    ...toTotals(arms),
    state: comparison.state,
    lead: leadWords(objective, arms, comparison),
    finding: armsFinding(arms, comparison),
    arms: toArmViews(arms, comparison, planned[0]?.indexes ?? {}),
    exploration: await readExploration(db, scope, kinds),
    roll: await readRoll(db, scope),
    decisions: {
      ...(await readDecisions(db, workspaceId, { campaignId: id, platform, cursor, limit })),
      total: await countDecisions(db, scope),
    },
    nextSlots: await listNextSlots(ctx, { campaignId: id, platform, arms, candidates }),
  };
}

type Campaign = Awaited<ReturnType<typeof requireCampaign>>;
type PlatformPosts = OptimizerPanel["platforms"][number];

async function readPlatforms(ctx: Ctx, campaign: Campaign): Promise<PlatformPosts[]> {
  const counted = await countPosts(ctx.db, ctx.workspaceId, [campaign.id]);
  return campaign.platforms.map((name) => ({
    platform: name as Platform,
    posts: counted.find((row) => row.platform === name)?.posts ?? 0,
  }));
}

function toBusiest(platforms: readonly PlatformPosts[]): Platform | undefined {
  return platforms.toSorted((a, b) => b.posts - a.posts)[0]?.platform;
}

async function readPlatformArms(ctx: Ctx, campaign: Campaign, platform: Platform): Promise<Arm[]> {
  const { workspaceId } = ctx;
  const sandbox = await isSandboxShown(ctx, await getWorkspace(ctx));
  const arms = await readArms(ctx.db, { workspaceId, campaigns: [campaign], platform, sandbox });
  return arms.get(armsKey(campaign.id, platform)) ?? [];
}

async function readWorlds(
  ctx: Ctx,
  scope: { campaignId: string; platform: string },
): Promise<OptimizerPanel["sandbox"]> {
  const [row] = await ctx.db
    .select({
      all: sql<boolean | null>`bool_and(${socialAccounts.sandbox})`,
      some: sql<boolean | null>`bool_or(${socialAccounts.sandbox})`,
    })
    .from(posts)
    .innerJoin(socialAccounts, eq(socialAccounts.id, posts.accountId))
    .where(
      and(
        eq(posts.workspaceId, ctx.workspaceId),
        eq(posts.campaignId, scope.campaignId),
        eq(posts.platform, scope.platform),
      ),
    );
  if (row?.all) return "all";
  return row?.some ? "some" : "none";
}

function toTotals(arms: readonly Arm[]): Pick<OptimizerPanel, "posts" | "views" | "averageRate"> {
  const sum = (pick: (arm: Arm) => number) => arms.reduce((all, arm) => all + pick(arm), 0);
  const trials = sum((arm) => arm.trials);
  return {
    posts: sum((arm) => arm.posts),
    views: sum((arm) => arm.totals.views ?? 0),
    averageRate: trials > 0 ? sum((arm) => arm.successes) / trials : null,
  };
}

function toArmViews(
  arms: readonly Arm[],
  comparison: Comparison,
  indexes: Record<string, number>,
): OptimizerArm[] {
  const leads = comparison.state === "leads" || comparison.state === "clear";
  return arms.map(({ armId, letter, label, deleted, posts, pending, totals, rate, interval }) => ({
    ...{ variantId: armId, letter, label, deleted, posts, pending, totals, rate, interval },
    index: indexes[armId] ?? null,
    leads: leads && armId === comparison.leader,
  }));
}
