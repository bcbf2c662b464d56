import { and, eq, sql } from "drizzle-orm";
import type { OptimizerPanel } from "@/lib/contracts/optimizer";
import type { OptimizerSettings } from "@/lib/contracts/optimizer-settings";
import { ALGORITHMS, type Snapshot } from "@/lib/domain/bandit/algorithm";
import { algorithmWords } from "@/lib/domain/bandit/algorithm-words";
import { armsFinding, leadWords } from "@/lib/domain/bandit/lead-words";
import { meanSplit, PLANNED_SLOTS, plannedSteps } from "@/lib/domain/bandit/planned-steps";
import type { Platform } from "@/lib/platforms/platform";
import { requireCampaign } from "@/server/campaigns/find-campaign";
import type { Ctx } from "@/server/context";
import { socialAccounts } from "@/server/db/schema/accounts";
import { posts } from "@/server/db/schema/posts";
import { notFound } from "@/server/errors";
import { getWorkspace } from "@/server/workspaces/get-workspace";
import { isSandboxShown } from "@/server/workspaces/is-sandbox-shown";
import type { ArmGroup } from "./arm-group";
import { type DescribedArm, describeArms } from "./describe-arms";
import { toEvenSplitView, toRewardView, toWinnerView } from "./describe-claims";
import { findArmGroups } from "./find-arm-groups";
import { isOwnWork } from "./is-own-work";
import { compareScope, findWinner, NO_ARMS, summariseScope } from "./judge-scope";
import { readDecisions } from "./list-decisions";
import { listNextSlots } from "./list-next-slots";
import { toOptimizerSettings } from "./optimizer-settings";
import { armsKey, readArms } from "./read-arms";
import { readEvidence } from "./read-evidence";
import { countDecisions, countPosts, readExploration, readRoll } from "./read-exploration";
import { readTotals } from "./read-totals";
import { scopeKey } from "./read-window";

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
  const { id, name, objective } = campaign;
  const scope = { workspaceId, campaignId: id, platform };
  const known = await readKnown(ctx, campaign, platform);
  const { settings, evidence, snapshot, group, arms } = known;
  const found = findWinner(snapshot, evidence, settings);
  const { comparison, unit } = compareScope(arms, evidence, settings, found);
  const isEarly = comparison.state === "early";
  const taken = group.locked?.variant.id ?? null;
  const [next] = plannedSteps(snapshot, [taken]);
  // An even split neither learns nor earns.
  const planned =
    settings.algorithm === "round_robin"
      ? null
      : meanSplit(plannedSteps(snapshot, Array(PLANNED_SLOTS).fill(taken)));
  const leads = comparison.state === "leads" || comparison.state === "clear";
  const { cursor, limit } = query;
  return {
    campaign: { id, name, objective },
    settings,
    reward: toRewardView(objective, platform, evidence, settings),
    algorithms: toAlgorithms(settings, group),
    winner: toWinnerView(found, settings, arms, !isEarly),
    evenSplit: isEarly
      ? null
      : toEvenSplitView(snapshot, evidence, settings, await isOwnWork(db, scope)),
    evenSplitOffer: toOffer(settings, group),
    ...{ platform, platforms },
    policy: algorithmWords(settings.algorithm).label,
    sandbox: await readWorlds(ctx, scope),
    ...toSums(arms, snapshot),
    averageRate: toAverage(arms),
    state: comparison.state,
    lead: leadWords(comparison, unit),
    finding: armsFinding(comparison),
    arms: arms.map((arm) => ({
      ...arm,
      nextShare: toShare(arm, group, next?.choice.propensities),
      index: next?.choice.indexes[arm.variantId] ?? null,
      leads: leads && arm.variantId === comparison.leader?.armId,
    })),
    exploration: await readExploration(db, scope, planned),
    roll: await readRoll(db, scope),
    decisions: {
      ...(await readDecisions(db, workspaceId, { campaignId: id, platform, cursor, limit })),
      total: await countDecisions(db, scope),
    },
    nextSlots: await listNextSlots(ctx, {
      ...{ campaignId: id, paused: campaign.status === "paused" },
      ...{ platform, arms, group, snapshot },
    }),
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

async function readKnown(ctx: Ctx, campaign: Campaign, platform: Platform) {
  const { db, workspaceId } = ctx;
  const workspace = await getWorkspace(ctx);
  const settings = toOptimizerSettings(campaign, workspace.settings);
  const sandbox = await isSandboxShown(ctx, workspace);
  const scope = { workspaceId, campaignId: campaign.id, platform, sandbox };
  const judged = { ...scope, goal: campaign.objective, weights: settings.weights };
  const evidence = (await readEvidence(db, [judged], ctx.now())).get(scopeKey(scope));
  if (!evidence) throw notFound("platform of this campaign");
  const key = armsKey(campaign.id, platform);
  const group = (await findArmGroups(ctx, [campaign])).get(key) ?? NO_ARMS;
  const snapshot = summariseScope(group, evidence, settings);
  const rows = await readArms(db, { workspaceId, campaignIds: [campaign.id], platform });
  const totals = await readTotals(db, scope);
  const arms = describeArms({ arms: rows.get(key) ?? [], group, evidence, snapshot, totals });
  return { settings, evidence, group, snapshot, arms };
}

function toAlgorithms(settings: OptimizerSettings, group: ArmGroup): OptimizerPanel["algorithms"] {
  return ALGORITHMS.map((algorithm) => ({
    ...{ algorithm, ...algorithmWords(algorithm) },
    suggested: algorithm === "round_robin" && toOffer(settings, group) !== null,
  }));
}

function toOffer({ algorithm }: OptimizerSettings, { candidates, locked }: ArmGroup) {
  if (candidates.length !== 2 || locked || algorithm === "round_robin") return null;
  return "Only two variants compete. If a fair comparison matters more to you than the best result meanwhile, split evenly: each then gets every second post.";
}

function toShare(
  arm: DescribedArm,
  { locked }: ArmGroup,
  propensities: Record<string, number> | undefined,
): number | null {
  if (arm.blocked !== null) return null;
  if (locked) return locked.variant.id === arm.variantId ? 1 : null;
  return propensities?.[arm.variantId] ?? null;
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

function toSums(
  arms: readonly DescribedArm[],
  { beliefs }: Snapshot,
): Pick<OptimizerPanel, "posts" | "views"> {
  return {
    posts: beliefs.reduce((all, belief) => all + belief.posts, 0),
    views: arms.reduce((all, arm) => all + (arm.totals.views ?? 0), 0),
  };
}

/** Of the best estimates themselves: what was counted is no measure for rates that are drawn together. */
function toAverage(arms: readonly DescribedArm[]): number | null {
  const rates = arms.flatMap(({ rate }) => rate ?? []);
  return rates.length < 2 ? null : rates.reduce((all, rate) => all + rate, 0) / rates.length;
}
