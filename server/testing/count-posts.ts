import { METRIC_NAMES, type MetricName } from "@/lib/platforms/entry";
import { closeLedger } from "@/server/analytics/close-ledger";
import { type MetricSource, openLedger, takeChanges } from "@/server/analytics/ledger";
import type { Reader } from "@/server/db/client";

/** Signed changes of one post's counts. */
export type Counted = {
  workspaceId: string;
  postId: string;
  source: MetricSource;
  observedAt: Date;
} & Partial<Record<MetricName, number>>;

/** Counts changes as any source does, whatever the catalog says of who may tell which. */
export async function countPosts(db: Reader, rows: readonly Counted[]): Promise<void> {
  for (const [workspaceId, own] of Map.groupBy(rows, (row) => row.workspaceId)) {
    await db.transaction(async (tx) => {
      const ledger = await openLedger(
        tx,
        workspaceId,
        own.map(({ postId }) => postId),
      );
      for (const { postId, source, observedAt, ...rest } of own) {
        const post = ledger.posts.get(postId);
        if (!post) throw new Error(`There is no post ${postId}.`);
        const changes = Object.fromEntries(
          METRIC_NAMES.flatMap((name) => (rest[name] ? [[name, rest[name]]] : [])),
        );
        takeChanges(ledger, post, { source, observedAt: observedAt.getTime(), changes });
      }
      await closeLedger(tx, ledger);
    });
  }
}
