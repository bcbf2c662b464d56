import { sql } from "drizzle-orm";
import type { Counts } from "@/lib/domain/metrics";
import { catalog } from "@/lib/platforms/catalog";
import { METRIC_NAMES } from "@/lib/platforms/entry";
import type { Platform } from "@/lib/platforms/platform";
import { toUuids } from "@/server/db/uuid";
import { lockPosts } from "@/server/posts/lock-posts";
import type { Runtime } from "@/server/runtime";
import { closeLedger } from "./close-ledger";
import { canBeCount, type MetricSource, openLedger, takeReading } from "./ledger";

export interface Observation {
  postId: string;
  counts: Partial<Counts>;
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

/** Counts what a platform told when it was asked. Returns how many posts changed. */
export async function recordObservations(
  { database, log }: Pick<Runtime, "database" | "log">,
  workspaceId: string,
  seen: { source: "pull"; observedAt: Date; observations: readonly Observation[] },
): Promise<number> {
  const { observedAt, source, observations } = seen;
  if (observations.length === 0) return 0;
  const ids = observations.map(({ postId }) => postId);
  return database.db.transaction(async (tx) => {
    // Whoever locks both locks the posts first.
    await lockPosts(tx, ids);
    await tx.execute(sql`
      update posts set metrics_pulled_at = greatest(metrics_pulled_at, ${observedAt.toISOString()}::timestamptz)
      where workspace_id = ${workspaceId}::uuid and id = any(${toUuids(ids)})`);
    const readings = new Map(ids.map((id) => [id, observedAt.getTime()]));
    const ledger = await openLedger(tx, workspaceId, ids, readings);
    for (const { postId, counts } of observations) {
      const post = ledger.posts.get(postId);
      if (!post) continue;
      const own = keepOwnMetrics(post.platform, source, counts);
      const absurd = METRIC_NAMES.filter((name) => own[name] != null && !canBeCount(own[name]));
      if (absurd.length > 0) {
        log.warn({ workspaceId, postId, metrics: absurd }, "a platform told what no count can be");
      }
      takeReading(ledger, post, { source, observedAt: observedAt.getTime(), counts: own });
    }
    return (await closeLedger(tx, ledger)).length;
  });
}
