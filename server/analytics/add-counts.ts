import type { Tx } from "@/server/db/client";
import { closeLedger } from "./close-ledger";
import { type Changes, openLedger, takeChanges } from "./ledger";
import { keepOwnMetrics } from "./record-observations";

/** Adds what events told, each for the first time, where events are the authority for that count. */
export async function addCounts(
  tx: Tx,
  workspaceId: string,
  observedAt: Date,
  told: ReadonlyMap<string, Changes>,
): Promise<void> {
  if (told.size === 0) return;
  const ledger = await openLedger(tx, workspaceId, [...told.keys()]);
  for (const post of ledger.posts.values()) {
    const own = keepOwnMetrics(post.platform, "webhook", told.get(post.id) ?? {});
    const changes = Object.fromEntries(Object.entries(own).filter(([, change]) => change));
    if (Object.keys(changes).length === 0) continue;
    takeChanges(ledger, post, { source: "webhook", observedAt: observedAt.getTime(), changes });
  }
  await closeLedger(tx, ledger);
}
