import {
  MOST_POST_TOTALS,
  type ResultChange,
  type ResultsChanged,
} from "@/lib/contracts/results-change";
import { quarterOf } from "@/lib/domain/quarter-hour";
import type { NewEvent } from "@/server/events/emit";
import { addChanges } from "./add-up";
import type { LedgerPost, LedgerRow } from "./ledger";

type Entry = [LedgerPost, LedgerRow[]];

/** One fact for each campaign. Added up, the facts of a campaign are its totals. */
export function toFacts(byPost: ReadonlyMap<LedgerPost, LedgerRow[]>): NewEvent[] {
  const groups = Map.groupBy(byPost, ([post]) => `${post.campaignId} ${post.sandbox}`);
  return [...groups.values()].map((entries) => toFact(entries, byPost.size <= MOST_POST_TOTALS));
}

function toFact(entries: readonly Entry[], tellsPosts: boolean): NewEvent {
  const first = entries[0]?.[0];
  // By leaf: within a campaign, that is by platform, account and variant.
  const changes = new Map<string, ResultChange>();
  for (const [{ platform, accountId, variantId, cells }, rows] of entries) {
    for (const row of rows) {
      const bucket = quarterOf(row.observedAt);
      const key = `${cells.leaf} ${bucket}`;
      let change = changes.get(key);
      if (!change) {
        change = { platform, accountId, variantId, bucket, counts: {} };
        changes.set(key, change);
      }
      if (row.source === "pull" || row.source === "webhook") change.heard = true;
      addChanges(change.counts, row.changes);
    }
  }
  const data: ResultsChanged = {
    campaignId: first?.campaignId ?? null,
    sandbox: first?.sandbox ?? false,
    changes: [...changes.values()],
    posts: tellsPosts ? entries.map(([{ id, counts }]) => ({ postId: id, counts })) : [],
  };
  return { name: "metrics.changed", data: { ...data } };
}
