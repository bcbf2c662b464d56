import { and, asc, eq, inArray, sql } from "drizzle-orm";
import { type Counts, deltas } from "@/lib/domain/metrics";
import { catalog } from "@/lib/platforms/catalog";
import { METRIC_NAMES, type MetricName } from "@/lib/platforms/entry";
import type { Platform } from "@/lib/platforms/platform";
import type { Tx } from "@/server/db/client";
import { posts } from "@/server/db/schema/posts";
import { metrics } from "@/server/db/schema/results";
import { emit } from "@/server/events/emit";
import { outdateArms } from "@/server/posts/outdate-arms";
import type { Runtime } from "@/server/runtime";

export type MetricSource = (typeof metrics.$inferSelect)["source"];
export type PostRow = typeof posts.$inferSelect;
export type Changes = Partial<Record<MetricName, number>>;

export interface Observation {
  postId: string;
  counts: Partial<Counts>;
}

/** Locked in the order of their ids, so that two batches never wait for each other. */
export function lockPosts(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<PostRow[]> {
  return tx
    .select()
    .from(posts)
    .where(and(eq(posts.workspaceId, workspaceId), inArray(posts.id, [...ids])))
    .orderBy(asc(posts.id))
    .for("update");
}

export const sumOf = (name: MetricName) =>
  sql<number>`coalesce(sum(${metrics[name]}), 0)`.mapWith(Number);

export const metricSums = Object.fromEntries(
  METRIC_NAMES.map((name) => [name, sumOf(name)]),
) as Record<MetricName, ReturnType<typeof sumOf>>;

/** What each post has been counted up to. Call it with the posts locked. */
export async function readCounted(
  tx: Tx,
  postIds: readonly string[],
): Promise<Map<string, Record<MetricName, number>>> {
  if (postIds.length === 0) return new Map();
  const rows = await tx
    .select({ postId: metrics.postId, ...metricSums })
    .from(metrics)
    .where(inArray(metrics.postId, [...postIds]))
    .groupBy(metrics.postId);
  return new Map(rows.map(({ postId, ...counts }) => [postId, counts]));
}

/** Each metric has one authority; what another source says of it is not counted. */
export function keepOwnMetrics(
  platform: Platform,
  source: MetricSource,
  counts: Partial<Counts>,
): Partial<Counts> {
  const authorities = catalog[platform].metrics;
  return Object.fromEntries(
    METRIC_NAMES.filter((name) => authorities[name] === source).map((name) => [name, counts[name]]),
  );
}

export const toMetricsFact = (post: PostRow) => ({
  name: "metrics.changed" as const,
  data: { campaignId: post.campaignId, postId: post.id, platform: post.platform },
});

/**
 * Stores what a source saw, as signed changes against what is counted so far. A sighting older than
 * the last one of the post is dropped: it would turn the counts back. Returns how many posts changed.
 */
export async function recordObservations(
  runtime: Pick<Runtime, "database">,
  workspaceId: string,
  seen: { source: "pull"; observedAt: Date; observations: readonly Observation[] },
): Promise<number> {
  const { observedAt, source } = seen;
  const byPost = new Map(seen.observations.map((each) => [each.postId, each.counts]));
  if (byPost.size === 0) return 0;
  return runtime.database.db.transaction(async (tx) => {
    const locked = await lockPosts(tx, workspaceId, [...byPost.keys()]);
    const current = locked.filter(
      (post) => !post.metricsPulledAt || post.metricsPulledAt <= observedAt,
    );
    const ids = current.map((post) => post.id);
    const counted = await readCounted(tx, ids);
    const changed = current.flatMap((post) => {
      const own = keepOwnMetrics(post.platform as Platform, source, byPost.get(post.id) ?? {});
      const changes = deltas(counted.get(post.id) ?? null, own);
      return Object.keys(changes).length > 0 ? [{ post, changes }] : [];
    });
    if (ids.length > 0) {
      await tx.update(posts).set({ metricsPulledAt: observedAt }).where(inArray(posts.id, ids));
    }
    if (changed.length > 0) {
      await tx.insert(metrics).values(
        changed.map(({ post, changes }) => ({
          workspaceId,
          postId: post.id,
          source,
          observedAt,
          ...changes,
        })),
      );
    }
    await outdateArms(
      tx,
      changed.map(({ post }) => post),
    );
    await emit(
      tx,
      workspaceId,
      changed.map(({ post }) => toMetricsFact(post)),
    );
    return changed.length;
  });
}
