import { and, count, desc, eq, inArray, isNull, lt } from "drizzle-orm";
import type { z } from "zod";
import { Id, type PageQuery } from "@/lib/contracts/common";
import type { LeadWords, OptimizerCampaigns } from "@/lib/contracts/optimizer";
import { leadWords } from "@/lib/domain/bandit/lead-words";
import type { Platform } from "@/lib/platforms/platform";
import type { Ctx } from "@/server/context";
import { createCursor, cutPage } from "@/server/cursor";
import { campaigns } from "@/server/db/schema/campaigns";
import { optimizerDecisions } from "@/server/db/schema/results";
import { getWorkspace, type Workspace } from "@/server/workspaces/get-workspace";
import { isSandboxShown } from "@/server/workspaces/is-sandbox-shown";
import { describeArms } from "./describe-arms";
import { findArmGroups } from "./find-arm-groups";
import { compareScope, findWinner, NO_ARMS, summariseScope } from "./judge-scope";
import { toOptimizerSettings } from "./optimizer-settings";
import { type Arm, armsKey, readArms } from "./read-arms";
import { type JudgedScope, readEvidence } from "./read-evidence";
import { countPosts } from "./read-exploration";
import { scopeKey } from "./read-window";

// Ids follow time.
const cursor = createCursor(Id);

/** The campaigns, newest first, each with what can be said of its variants so far. */
export async function listOptimizerCampaigns(
  ctx: Ctx,
  query: z.output<typeof PageQuery>,
): Promise<OptimizerCampaigns> {
  const { db, workspaceId } = ctx;
  const after = cursor.read(query.cursor);
  const rows = await db
    .select()
    .from(campaigns)
    .where(
      and(
        eq(campaigns.workspaceId, workspaceId),
        isNull(campaigns.deletedAt),
        after ? lt(campaigns.id, after) : undefined,
      ),
    )
    .orderBy(desc(campaigns.id))
    .limit(query.limit + 1);
  const { page, end } = cutPage(rows, query.limit);
  const ids = page.map((row) => row.id);
  const workspace = await getWorkspace(ctx);
  const sandbox = await isSandboxShown(ctx, workspace);
  const arms = await readArms(db, { workspaceId, campaignIds: ids });
  const leads = await readLeads(ctx, page, { workspace, sandbox, arms });
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
        lead: leads.get(armsKey(row.id, platform)) ?? NOTHING_YET,
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
  return { items, nextCursor: end && cursor.write(end.id) };
}

const NOTHING_YET = leadWords({ state: "early", leader: null, runnerUp: null }, "");

interface Around {
  workspace: Workspace;
  sandbox: boolean;
  arms: ReadonlyMap<string, readonly Arm[]>;
}

/** What can be said of each campaign on each platform, by `armsKey`. */
async function readLeads(
  ctx: Ctx,
  rows: readonly (typeof campaigns.$inferSelect)[],
  { workspace, sandbox, arms }: Around,
): Promise<Map<string, LeadWords>> {
  const { workspaceId } = ctx;
  const all = rows.flatMap((row) => {
    const settings = toOptimizerSettings(row, workspace.settings);
    return row.platforms.map((platform) => {
      const base = { workspaceId, campaignId: row.id, platform, sandbox };
      const scope: JudgedScope = { ...base, goal: row.objective, weights: settings.weights };
      return { key: armsKey(row.id, platform), scope, settings };
    });
  });
  const scopes = all.map(({ scope }) => scope);
  const evidence = await readEvidence(ctx.db, scopes, ctx.now());
  const groups = await findArmGroups(ctx, rows);
  return new Map(
    all.flatMap(({ key, scope, settings }) => {
      const found = evidence.get(scopeKey(scope));
      if (!found || found.cells.length === 0) return [];
      const group = groups.get(key) ?? NO_ARMS;
      const snapshot = summariseScope(group, found, settings);
      const totals = new Map();
      const known = { arms: arms.get(key) ?? [], group, evidence: found, snapshot, totals };
      const winner = findWinner(snapshot, found, settings);
      const { comparison, unit } = compareScope(describeArms(known), found, settings, winner);
      return [[key, leadWords(comparison, unit)] as const];
    }),
  );
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
