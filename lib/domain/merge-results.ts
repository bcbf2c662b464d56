import {
  MOST_POST_TOTALS,
  type ResultChange,
  type ResultsChanged,
} from "@/lib/contracts/results-change";
import { METRIC_NAMES } from "@/lib/platforms/entry";

const ownerOf = ({ campaignId, sandbox }: ResultsChanged) => `${campaignId} ${sandbox}`;
const placeOf = ({ platform, accountId, variantId, bucket }: ResultChange) =>
  `${platform} ${accountId} ${variantId} ${bucket}`;

/** Adds facts up, in the order that they were told: the sums are the same, and no post stands twice. */
export function mergeResults(facts: readonly ResultsChanged[]): ResultsChanged[] {
  const merged = [...Map.groupBy(facts, ownerOf).values()].map(mergeOfOne);
  const posts = merged.reduce((sum, each) => sum + each.posts.length, 0);
  return posts <= MOST_POST_TOTALS ? merged : merged.map((each) => ({ ...each, posts: [] }));
}

function mergeOfOne(facts: ResultsChanged[]): ResultsChanged {
  const [first] = facts;
  const changes = new Map<string, ResultChange>();
  for (const change of facts.flatMap((fact) => fact.changes)) {
    const place = placeOf(change);
    changes.set(place, addChange(changes.get(place), change));
  }
  const posts = new Map(facts.flatMap((fact) => fact.posts).map((post) => [post.postId, post]));
  return {
    campaignId: first?.campaignId ?? null,
    sandbox: first?.sandbox ?? false,
    changes: [...changes.values()],
    posts: [...posts.values()],
  };
}

function addChange(sum: ResultChange | undefined, change: ResultChange): ResultChange {
  if (!sum) return change;
  const counts = { ...sum.counts };
  for (const name of METRIC_NAMES) {
    const added = change.counts[name];
    if (added !== undefined) counts[name] = (counts[name] ?? 0) + added;
  }
  return { ...sum, counts, ...(change.heard ? { heard: true } : {}) };
}
