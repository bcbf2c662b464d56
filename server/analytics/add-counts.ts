import type { Platform } from "@/lib/platforms/platform";
import {
  type Changes,
  keepOwnMetrics,
  lockPosts,
  toMetricsFact,
} from "@/server/analytics/record-observations";
import type { Tx } from "@/server/db/client";
import { metrics } from "@/server/db/schema/results";
import { emit } from "@/server/events/emit";
import { outdateArms } from "@/server/posts/outdate-arms";

/** Adds what events told, each for the first time, where events are the authority for that count. */
export async function addCounts(
  tx: Tx,
  workspaceId: string,
  observedAt: Date,
  told: ReadonlyMap<string, Changes>,
): Promise<void> {
  if (told.size === 0) return;
  const posts = await lockPosts(tx, workspaceId, [...told.keys()]);
  const counted = posts.flatMap((post) => {
    const own = keepOwnMetrics(post.platform as Platform, "webhook", told.get(post.id) ?? {});
    const changes = Object.entries(own).filter(([, change]) => change);
    return changes.length > 0 ? [{ post, changes: Object.fromEntries(changes) as Changes }] : [];
  });
  if (counted.length === 0) return;
  await tx.insert(metrics).values(
    counted.map(({ post, changes }) => ({
      ...{ workspaceId, postId: post.id, observedAt, source: "webhook" as const },
      ...changes,
    })),
  );
  await outdateArms(
    tx,
    counted.map(({ post }) => post),
  );
  await emit(
    tx,
    workspaceId,
    counted.map(({ post }) => toMetricsFact(post)),
  );
}
