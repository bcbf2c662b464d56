import { and, eq, inArray, sql } from "drizzle-orm";
import type { Counts } from "@/lib/domain/metrics";
import { catalog } from "@/lib/platforms/catalog";
import { METRIC_NAMES, type MetricName } from "@/lib/platforms/entry";
import type { Platform } from "@/lib/platforms/platform";
import { posts } from "@/server/db/schema/posts";
import { metrics } from "@/server/db/schema/results";
import type { Runtime } from "@/server/runtime";
import { closeLedger } from "./close-ledger";
import { type MetricSource, openLedger, takeReading } from "./ledger";

export interface Observation {
  postId: string;
  counts: Partial<Counts>;
}

export const sumOf = (name: MetricName) =>
  sql<number>`coalesce(sum(${metrics[name]}), 0)`.mapWith(Number);

export const metricSums = Object.fromEntries(
  METRIC_NAMES.map((name) => [name, sumOf(name)]),
) as Record<MetricName, ReturnType<typeof sumOf>>;

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
  runtime: Pick<Runtime, "database">,
  workspaceId: string,
  seen: { source: "pull"; observedAt: Date; observations: readonly Observation[] },
): Promise<number> {
  const { observedAt, source, observations } = seen;
  if (observations.length === 0) return 0;
  return runtime.database.db.transaction(async (tx) => {
    const ledger = await openLedger(
      tx,
      workspaceId,
      observations.map(({ postId }) => postId),
    );
    for (const { postId, counts } of observations) {
      const post = ledger.posts.get(postId);
      if (!post) continue;
      const own = keepOwnMetrics(post.platform, source, counts);
      takeReading(ledger, post, { source, observedAt: observedAt.getTime(), counts: own });
    }
    const ids = [...ledger.posts.keys()];
    if (ids.length > 0) {
      await tx
        .update(posts)
        .set({
          metricsPulledAt: sql`greatest(${posts.metricsPulledAt}, ${observedAt.toISOString()})`,
        })
        .where(and(eq(posts.workspaceId, workspaceId), inArray(posts.id, ids)));
    }
    return (await closeLedger(tx, ledger)).length;
  });
}
