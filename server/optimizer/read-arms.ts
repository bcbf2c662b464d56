import { and, asc, eq, inArray, isNotNull, sql } from "drizzle-orm";
import { armLetter } from "@/lib/domain/arm-letter";
import { type ArmFigures, type ArmPost, armFigures } from "@/lib/domain/bandit/arm-figures";
import type { Counts, Goal } from "@/lib/domain/metrics";
import { catalog } from "@/lib/platforms/catalog";
import { METRIC_NAMES, type MetricName } from "@/lib/platforms/entry";
import { isTold } from "@/lib/platforms/is-told";
import type { Platform } from "@/lib/platforms/platform";
import type { Reader } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { variants } from "@/server/db/schema/campaigns";
import { posts } from "@/server/db/schema/posts";
import { metrics } from "@/server/db/schema/results";
import { readArmRows, toArmStats } from "./read-arm-stats";

/** A variant with what its posts have earned. */
export interface Arm extends ArmFigures {
  letter: string;
  label: string;
  /** It can't be posted any more; its history still counts. */
  deleted: boolean;
}

interface ArmScope {
  workspaceId: string;
  campaigns: readonly { id: string; objective: Goal }[];
  platform?: Platform;
  /** The world that is shown. */
  sandbox: boolean;
}

/** The arms of each campaign on each platform, by `armsKey`, in the order of their letters. */
export async function readArms(reader: Reader, scope: ArmScope): Promise<Map<string, Arm[]>> {
  const ids = scope.campaigns.map((campaign) => campaign.id);
  if (ids.length === 0) return new Map();
  const rows = await reader
    .select()
    .from(variants)
    .where(
      and(
        eq(variants.workspaceId, scope.workspaceId),
        inArray(variants.campaignId, ids),
        scope.platform ? eq(variants.platform, scope.platform) : undefined,
      ),
    )
    .orderBy(asc(variants.ordinal));
  const stats = await readArmRows(reader, ids, scope.sandbox);
  const counted = await readCountedPosts(reader, scope, ids);
  const goals = new Map(scope.campaigns.map((campaign) => [campaign.id, campaign.objective]));
  const groups = Map.groupBy(rows, (row) => armsKey(row.campaignId, row.platform));
  return new Map(
    [...groups].map(([key, group]) => {
      const goal = goals.get(group[0]?.campaignId ?? "") ?? "engagement";
      const armIds = group.map((row) => row.id);
      return [key, toArms(group, armFigures(goal, toArmStats(armIds, stats, goal), counted))];
    }),
  );
}

export function armsKey(campaignId: string, platform: string): string {
  return `${campaignId}/${platform}`;
}

function toArms(rows: (typeof variants.$inferSelect)[], figures: ArmFigures[]): Arm[] {
  return rows.flatMap((row, i) => {
    const arm = figures[i];
    const deleted = row.deletedAt !== null;
    if (!arm || (deleted && arm.posts + arm.pending === 0)) return [];
    return [{ ...arm, letter: armLetter(row.ordinal), label: row.label, deleted }];
  });
}

/** The counts of every post that has been observed at least once. */
async function readCountedPosts(
  reader: Reader,
  scope: ArmScope,
  campaignIds: string[],
): Promise<ArmPost[]> {
  const total = (name: MetricName) => sql<number>`coalesce(sum(${metrics[name]}), 0)::float8`;
  const rows = await reader
    .select({
      variantId: posts.variantId,
      platform: posts.platform,
      scopes: socialAccounts.scopes,
      views: total("views"),
      likes: total("likes"),
      shares: total("shares"),
      comments: total("comments"),
      clicks: total("clicks"),
      saves: total("saves"),
      conversions: total("conversions"),
    })
    .from(posts)
    .innerJoin(metrics, eq(metrics.postId, posts.id))
    .innerJoin(socialAccounts, eq(socialAccounts.id, posts.accountId))
    .where(
      and(
        eq(posts.workspaceId, scope.workspaceId),
        eq(socialAccounts.sandbox, scope.sandbox),
        inArray(posts.campaignId, campaignIds),
        scope.platform ? eq(posts.platform, scope.platform) : undefined,
        isNotNull(posts.variantId),
      ),
    )
    .groupBy(posts.id, socialAccounts.id);
  return rows.map(({ variantId, platform, scopes, ...counts }) => ({
    armId: variantId ?? "",
    counts: toKnown(platform as Platform, scopes, counts),
  }));
}

/** What a platform can't tell is unknown, not zero. */
function toKnown(
  platform: Platform,
  scopes: readonly string[],
  counts: Record<MetricName, number>,
): Partial<Counts> {
  const known = METRIC_NAMES.filter((name) => isTold(catalog[platform], name, scopes));
  return Object.fromEntries(known.map((name) => [name, Number(counts[name])]));
}
