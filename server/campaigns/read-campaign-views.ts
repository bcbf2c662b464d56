import { and, count, desc, eq, inArray, isNull } from "drizzle-orm";
import type { CampaignView, GenerationView } from "@/lib/contracts/campaigns";
import type { PostStatus } from "@/lib/domain/post-status";
import { Platform } from "@/lib/platforms/platform";
import { readApprovalRule } from "@/server/campaigns/approval-rule";
import type { Reader } from "@/server/db/client";
import { type campaigns, generations, variants } from "@/server/db/schema/campaigns";
import { posts } from "@/server/db/schema/posts";

export type CampaignRow = typeof campaigns.$inferSelect;

const upcoming: PostStatus[] = [
  "planned",
  "awaiting_approval",
  "queued",
  "publishing",
  "pending",
  "blocked",
];

/** Rows with their counts and the latest generation of each platform, in the order given. */
export async function readCampaignViews(
  db: Reader,
  workspaceId: string,
  rows: CampaignRow[],
): Promise<CampaignView[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const texts = await countVariants(db, workspaceId, ids);
  const sent = await countPosts(db, workspaceId, ids);
  const latest = await readLatestGenerations(db, workspaceId, ids);
  const asked = await readApprovalRule(db, ids);
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    brief: row.brief,
    objective: row.objective,
    platforms: toPlatforms(row.platforms),
    brand: row.brand,
    variantsPerPlatform: row.variantsPerPlatform,
    lateAfterMinutes: row.lateAfterMinutes,
    approvalRequired: row.approvalRequired,
    needsApproval: asked.get(row.id) ?? true,
    tags: row.tags,
    status: row.status,
    variantCount: texts.get(row.id) ?? 0,
    publishedPosts: sumOf(sent, row.id, ["published"]),
    upcomingPosts: sumOf(sent, row.id, upcoming),
    generations: latest.filter((each) => each.campaignId === row.id).map(toGenerationView),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  }));
}

/** A platform that the catalog no longer has is left out, not an error. */
export function toPlatforms(names: string[]): Platform[] {
  return names.flatMap((name) => {
    const parsed = Platform.safeParse(name);
    return parsed.success ? [parsed.data] : [];
  });
}

async function countVariants(
  db: Reader,
  workspaceId: string,
  ids: string[],
): Promise<Map<string, number>> {
  const rows = await db
    .select({ id: variants.campaignId, total: count() })
    .from(variants)
    .where(
      and(
        eq(variants.workspaceId, workspaceId),
        inArray(variants.campaignId, ids),
        isNull(variants.deletedAt),
      ),
    )
    .groupBy(variants.campaignId);
  return new Map(rows.map((row) => [row.id, row.total]));
}

interface StatusCount {
  id: string | null;
  status: PostStatus;
  total: number;
}

function countPosts(db: Reader, workspaceId: string, ids: string[]): Promise<StatusCount[]> {
  return db
    .select({ id: posts.campaignId, status: posts.status, total: count() })
    .from(posts)
    .where(and(eq(posts.workspaceId, workspaceId), inArray(posts.campaignId, ids)))
    .groupBy(posts.campaignId, posts.status);
}

function sumOf(counts: StatusCount[], id: string, statuses: PostStatus[]): number {
  return counts
    .filter((each) => each.id === id && statuses.includes(each.status))
    .reduce((sum, each) => sum + each.total, 0);
}

type GenerationRow = typeof generations.$inferSelect;

function readLatestGenerations(
  db: Reader,
  workspaceId: string,
  ids: string[],
): Promise<GenerationRow[]> {
  return db
    .selectDistinctOn([generations.campaignId, generations.platform])
    .from(generations)
    .where(and(eq(generations.workspaceId, workspaceId), inArray(generations.campaignId, ids)))
    .orderBy(generations.campaignId, generations.platform, desc(generations.id));
}

export function toGenerationView(row: GenerationRow): GenerationView {
  return {
    id: row.id,
    platform: Platform.parse(row.platform),
    variantId: row.variantId,
    status: row.status,
    error: row.error,
    count: row.count,
    updatedAt: row.updatedAt.toISOString(),
  };
}
