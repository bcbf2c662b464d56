import { and, count, desc, eq, isNull } from "drizzle-orm";
import type { PromptWork } from "@/lib/contracts/prompt-work";
import { armLetter } from "@/lib/domain/arm-letter";
import type { Ctx } from "@/server/context";
import { campaigns, variants } from "@/server/db/schema/campaigns";
import { learningPosts } from "@/server/db/schema/learning";
import { posts } from "@/server/db/schema/posts";
import { getPromptRow } from "@/server/learning/judge-prompt";
import { getChannelRow } from "@/server/learning/read-channel";
import { readEvidence } from "@/server/variants/read-evidence";

const MOST = 50;

/** What one prompt wrote and what came of it, the latest first. */
export async function getPromptWork(
  ctx: Ctx,
  { id, promptId }: { id: string; promptId: string },
): Promise<PromptWork> {
  await getChannelRow(ctx.db, ctx.workspaceId, id);
  await getPromptRow(ctx.db, ctx.workspaceId, id, promptId);
  return {
    variants: await readVariants(ctx, promptId),
    posts: await readPosts(ctx, id, promptId),
  };
}

async function readVariants(ctx: Ctx, promptId: string): Promise<PromptWork["variants"]> {
  const published = ctx.db
    .select({ variantId: posts.variantId, total: count().as("total") })
    .from(posts)
    .where(and(eq(posts.workspaceId, ctx.workspaceId), eq(posts.status, "published")))
    .groupBy(posts.variantId)
    .as("published");
  const rows = await ctx.db
    .select({ variant: variants, campaignName: campaigns.name, total: published.total })
    .from(variants)
    .innerJoin(campaigns, eq(campaigns.id, variants.campaignId))
    .leftJoin(published, eq(published.variantId, variants.id))
    .where(
      and(
        eq(variants.workspaceId, ctx.workspaceId),
        eq(variants.promptVersionId, promptId),
        isNull(variants.deletedAt),
        isNull(campaigns.deletedAt),
      ),
    )
    .orderBy(desc(variants.createdAt), desc(variants.id))
    .limit(MOST);
  return rows.map(({ variant, campaignName, total }) => ({
    ...{ variantId: variant.id, letter: armLetter(variant.ordinal), label: variant.label },
    ...{ text: variant.text, campaignId: variant.campaignId, campaignName },
    humanEditShare: variant.humanEditShare,
    posts: Number(total ?? 0),
    createdAt: variant.createdAt.toISOString(),
  }));
}

async function readPosts(
  ctx: Ctx,
  channelId: string,
  promptId: string,
): Promise<PromptWork["posts"]> {
  const evidence = await readEvidence(ctx, channelId);
  const settled = new Map(evidence.map((post) => [post.postId, post]));
  const rows = await ctx.db
    .select({
      post: learningPosts,
      ordinal: variants.ordinal,
      label: variants.label,
      campaignName: campaigns.name,
    })
    .from(learningPosts)
    .innerJoin(posts, eq(posts.id, learningPosts.postId))
    .leftJoin(variants, eq(variants.id, posts.variantId))
    .leftJoin(campaigns, eq(campaigns.id, posts.campaignId))
    .where(
      and(
        eq(learningPosts.workspaceId, ctx.workspaceId),
        eq(learningPosts.channelId, channelId),
        eq(learningPosts.promptVersionId, promptId),
      ),
    )
    .orderBy(desc(learningPosts.publishedAt), desc(learningPosts.postId))
    .limit(MOST);
  return rows.map(({ post, ordinal, label, campaignName }) => {
    const result = settled.get(post.postId);
    return {
      ...{ postId: post.postId, letter: armLetter(ordinal ?? 0), label: label ?? "Deleted" },
      campaignName: campaignName ?? "No campaign",
      publishedAt: post.publishedAt.toISOString(),
      settled: result !== undefined,
      views: result?.views ?? null,
      engagementRate: result && result.views > 0 ? result.score / result.views : null,
      humanEditShare: post.editShare,
    };
  });
}
