import { and, eq, gt, inArray, isNull, lte, or, sql } from "drizzle-orm";
import { catalog } from "@/lib/platforms/catalog";
import type { Platform } from "@/lib/platforms/platform";
import type { Tx } from "@/server/db/client";
import { posts } from "@/server/db/schema/posts";
import { lockPosts } from "@/server/posts/lock-posts";
import type { Runtime } from "@/server/runtime";
import type { Heard } from "@/server/webhooks/match-events";

const sandboxMinIntervalMs = 10_000;

/**
 * Events of one account ring for a reading of the posts they are about: at once when the last one
 * is old enough, else as soon as it is. The tick finds it then.
 */
export async function askForReading(
  tx: Tx,
  runtime: Runtime,
  heard: readonly Heard[],
  now: Date,
): Promise<void> {
  const account = heard[0]?.account;
  const ids = heard.flatMap(({ post }) => post?.id ?? []);
  if (!account || ids.length === 0) return;
  const { pull } = catalog[account.platform as Platform];
  // Where nothing can be read, an empty answer would call the post deleted.
  if (pull.scheduleHours.length === 0) return;
  const minIntervalMs = account.sandbox ? sandboxMinIntervalMs : pull.minIntervalMinutes * 60_000;
  const readyBefore = new Date(now.getTime() - minIntervalMs);
  const isWaiting = or(isNull(posts.metricsNextPullAt), gt(posts.metricsNextPullAt, now));
  const mine = and(inArray(posts.id, ids), eq(posts.status, "published"), isWaiting);
  const isReady = or(isNull(posts.metricsPulledAt), lte(posts.metricsPulledAt, readyBefore));
  await lockPosts(tx, ids);
  const rung = await tx
    .update(posts)
    .set({ metricsNextPullAt: now })
    .where(and(mine, isReady))
    .returning({ id: posts.id });
  const soonest = sql`${posts.metricsPulledAt} + ${`${minIntervalMs} milliseconds`}::interval`;
  await tx
    .update(posts)
    .set({
      metricsNextPullAt: sql`least(coalesce(${posts.metricsNextPullAt}, 'infinity'::timestamptz), ${soonest})`,
    })
    .where(and(mine, gt(posts.metricsPulledAt, readyBefore)));
  if (rung.length === 0) return;
  const payload = { workspaceId: account.workspaceId, accountId: account.id };
  await runtime.jobs.send(tx, "pull-metrics", payload);
}
