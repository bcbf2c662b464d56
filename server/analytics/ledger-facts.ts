import type { ResultChange, ResultsChanged } from "@/lib/contracts/results-change";
import { quarterOf } from "@/lib/domain/quarter-hour";
import type { NewEvent } from "@/server/events/emit";
import { addChanges } from "./add-up";
import type { LedgerPost, LedgerRow } from "./ledger";

/** Totals of so many posts travel along; of more, the changes alone tell the numbers. */
const MOST_POSTS = 200;

type Entry = [LedgerPost, LedgerRow[]];

/** One fact for each campaign. Added up, the facts of a campaign are its totals. */
export function toFacts(byPost: ReadonlyMap<LedgerPost, LedgerRow[]>): NewEvent[] {
  const groups = Map.groupBy(byPost, ([post]) => `${post.campaignId} ${post.sandbox}`);
  return [...groups.values()].map((entries) => toFact(entries, byPost.size <= MOST_POSTS));
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
