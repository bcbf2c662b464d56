import { HIGHEST_COUNT, type IngestItem } from "@/lib/contracts/ingest";
import { type Authority, authorityOf } from "@/lib/platforms/authority-of";
import { catalog } from "@/lib/platforms/catalog";
import type { MetricName } from "@/lib/platforms/entry";
import { refused, type Verdict, verdictOf } from "./ingest-answer";
import { type Ledger, type LedgerPost, takeChanges, takeReading } from "./ledger";

const FUTURE_SLACK_MS = 5 * 60_000;

/** What items are judged by, all in the state that the items before have left. */
export interface Ground {
  ledger: Ledger;
  /** Ids that were counted. */
  known: Set<string>;
  /** Posts by the platform's own id. */
  targets: ReadonlyMap<string, string[]>;
  nowMs: number;
}

/** Counts an item, or says why not. */
export function judgeItem(ground: Ground, item: IngestItem): Verdict {
  const { ledger, known } = ground;
  const post = findPost(ground, item);
  if (typeof post === "string") return refused(post);
  const observedAt = Date.parse(item.observedAt);
  const wrong = findRefusal(post, item, observedAt - ground.nowMs > FUTURE_SLACK_MS);
  if (wrong) return refused(wrong);
  const { id = null, metrics } = item;
  if (id !== null && known.has(id)) return verdictOf("duplicate");
  const beyond = findBeyond(post, item, observedAt);
  if (beyond) return refused(beyond);
  const told = { source: "ingest" as const, observedAt, dedupeKey: id };
  const status = item.delta
    ? takeChanges(ledger, post, { ...told, changes: metrics })
    : takeReading(ledger, post, { ...told, counts: metrics });
  if (status === "counted" && id !== null) known.add(id);
  return verdictOf(status);
}

/** The post, or why there is none. */
function findPost({ ledger, targets }: Ground, item: IngestItem): LedgerPost | string {
  const { postId, externalId = "" } = item;
  const ids = postId ? [postId.toLowerCase()] : (targets.get(externalId) ?? []);
  if (ids.length > 1) return "Several posts have this externalId. Name one by its postId.";
  return ledger.posts.get(ids[0] ?? "") ?? "There is no such post in this workspace.";
}

function findRefusal(post: LedgerPost, item: IngestItem, isAhead: boolean): string | null {
  if (!post.publishedAt) return "This post has not gone out yet.";
  if (isAhead) return "observedAt lies in the future.";
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

/** A total is within bounds by itself; a change may lead out of them, unless it comes too late to count. */
function findBeyond(post: LedgerPost, item: IngestItem, observedAt: number): string | null {
  if (!item.delta || observedAt <= (post.carriedTo ?? Number.NEGATIVE_INFINITY)) return null;
  for (const name of namesOf(item.metrics)) {
    const isLate = observedAt < (post.readAt[name] ?? observedAt);
    const after = post.counts[name] + (isLate ? 0 : (item.metrics[name] ?? 0));
    if (after < 0) return "This would bring a count below zero.";
    if (after > HIGHEST_COUNT) return "This would bring a count above two thousand million.";
  }
  return null;
}

const namesOf = (metrics: IngestItem["metrics"]) => Object.keys(metrics) as MetricName[];
