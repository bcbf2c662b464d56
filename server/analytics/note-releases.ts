import { and, eq } from "drizzle-orm";
import { posts } from "@/server/db/schema/posts";
import { emit } from "@/server/events/emit";
import type { Standing } from "@/server/platforms/standing";
import { lockPosts } from "@/server/posts/lock-posts";
import type { Runtime } from "@/server/runtime";

/** Posts that the platform was to bring out by itself, and that are not waiting any more. */
export async function noteReleases(
  runtime: Runtime,
  workspaceId: string,
  standings: ReadonlyMap<string, Standing>,
): Promise<void> {
  const now = runtime.clock.now();
  // In one order: each post's counts follow it.
  const told = [...standings].toSorted(([a], [b]) => (a < b ? -1 : 1));
  await runtime.database.db.transaction(async (tx) => {
    const facts = [];
    await lockPosts(
      tx,
      told.map(([postId]) => postId),
    );
    for (const [postId, { visibility, permalink, liveAt }] of told) {
      if (visibility === "scheduled") continue;
      const isLive = visibility === "live";
      const [post] = await tx
        .update(posts)
        .set({
          visibility,
          ...(permalink ? { permalink } : {}),
          ...(isLive ? { publishedAt: liveAt && liveAt < now ? liveAt : now } : {}),
          updatedAt: now,
        })
        .where(
          and(
            eq(posts.workspaceId, workspaceId),
            eq(posts.id, postId),
            eq(posts.visibility, "scheduled"),
          ),
        )
        .returning();
      if (!post) continue;
      const { campaignId, accountId, scheduleId, status } = post;
      facts.push({
        name: "post.changed" as const,
        data: { postId, campaignId, accountId, scheduleId, status },
      });
    }
    if (facts.length > 0) await emit(tx, workspaceId, facts);
  });
}
