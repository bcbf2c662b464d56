import { HIGHEST_COUNT, type IngestItem } from "@/lib/contracts/ingest";
import { type Authority, authorityOf } from "@/lib/platforms/authority-of";
import { catalog } from "@/lib/platforms/catalog";
import type { MetricName } from "@/lib/platforms/entry";
import { refused, type Verdict, verdictOf } from "./ingest-answer";
import { type Ledger, type LedgerPost, takeChanges, takeReading } from "./ledger";

const FUTURE_SLACK_MS = 5 * 60_000;
/** Clocks differ, and some systems know only the day. */
const BEFORE_SLACK_MS = 86_400_000;

const BEYOND = {
  below: refused("This would bring a count below zero. Send it again when more was counted."),
  above: refused("This would bring a count above two thousand million."),
};

/** What items are judged by, all in the state that the items before have left. */
export interface Ground {
  ledger: Ledger;
  /** Ids that were counted. */
  known: Set<string>;
  /** Posts by the platform's own id. */
  targets: ReadonlyMap<string, string[]>;
  nowMs: number;
}

/**
 * Counts items in the order of their times, whatever order they were sent in, or says why not. One
 * that would bring a count out of its bounds is looked at again behind all others.
 */
export function judgeItems(ground: Ground, items: readonly IngestItem[]): Verdict[] {
  const verdicts: Verdict[] = [];
  const timed = items.map((item, index) => ({ item, index, at: Date.parse(item.observedAt) }));
  const judge = ({ item, index, at }: (typeof timed)[number]) => {
    const verdict = judgeItem(ground, item, at);
    verdicts[index] = verdict;
    return verdict === BEYOND.below || verdict === BEYOND.above;
  };
  const beyond = timed.sort((a, b) => a.at - b.at).filter(judge);
  beyond.forEach(judge);
  return verdicts;
}

function judgeItem(ground: Ground, item: IngestItem, observedAt: number): Verdict {
  const { ledger, known } = ground;
  const post = findPost(ground, item);
  if (typeof post === "string") return refused(post);
  const wrong = findRefusal(post, item, observedAt, ground.nowMs);
  if (wrong) return refused(wrong);
  const { id = null, metrics } = item;
  if (id !== null && known.has(id)) return verdictOf("duplicate");
  const told = { source: "ingest" as const, observedAt, dedupeKey: id, highest: HIGHEST_COUNT };
  const outcome = item.delta
    ? takeChanges(ledger, post, { ...told, changes: metrics })
    : takeReading(ledger, post, { ...told, counts: metrics });
  if (outcome === "below" || outcome === "above") return BEYOND[outcome];
  if (outcome === "counted" && id !== null) known.add(id);
  return verdictOf(outcome);
}

/** The post, or why there is none. */
function findPost({ ledger, targets }: Ground, item: IngestItem): LedgerPost | string {
  const { postId, externalId = "" } = item;
  const ids = postId ? [postId.toLowerCase()] : (targets.get(externalId) ?? []);
  if (ids.length > 1) return "Several posts have this externalId. Name one by its postId.";
  return ledger.posts.get(ids[0] ?? "") ?? "There is no such post in this workspace.";
}

function findRefusal(
  post: LedgerPost,
  item: IngestItem,
  observedAt: number,
  nowMs: number,
): string | null {
  if (!post.publishedAt) return "This post has not gone out yet.";
  if (observedAt - nowMs > FUTURE_SLACK_MS) return "observedAt lies in the future.";
  if (observedAt < post.publishedAt.getTime() - BEFORE_SLACK_MS) {
    return "observedAt lies more than a day before this post went out.";
  }
  const entry = catalog[post.platform];
  const foreign: string[] = [];
  for (const name of namesOf(item.metrics)) {
    const authority = authorityOf(entry, name, post.linked);
    if (authority !== "ingest") foreign.push(describeForeign(entry.label, name, authority));
  }
  return foreign.length > 0 ? foreign.join(" ") : null;
}

function describeForeign(label: string, name: MetricName, authority: Authority): string {
  if (authority === null) return `${name} can't be known on ${label}.`;
  if (authority === "link") return `${name} of this post come from its short links.`;
  return `${name} on ${label} comes from the platform itself (${authority}) and can't be sent.`;
}

const namesOf = (metrics: IngestItem["metrics"]) => Object.keys(metrics) as MetricName[];
