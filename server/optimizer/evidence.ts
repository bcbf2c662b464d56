import type { AccountBaseline } from "@/lib/domain/bandit/account-baseline";
import { EVIDENCE_WINDOW, type PostEvidence, type Prior } from "@/lib/domain/bandit/algorithm";
import type { EngagementWeights } from "@/lib/domain/bandit/engagement-weights";
import {
  type CountedPost,
  pointsPerEvent,
  toPostEvidence,
} from "@/lib/domain/bandit/post-evidence";
import { type RewardKind, rewardKindOf } from "@/lib/domain/bandit/reward-kind";
import type { Goal } from "@/lib/domain/metrics";
import { catalog } from "@/lib/platforms/catalog";
import { METRIC_NAMES, type MetricName } from "@/lib/platforms/entry";
import { isTold } from "@/lib/platforms/is-told";
import type { Platform } from "@/lib/platforms/platform";
import { ageHoursOf, HOUR_MS } from "./post-age";
import type { Window, WindowPost } from "./read-window";

/** How a campaign's posts are judged. */
export interface Judged {
  goal: Goal;
  weights: EngagementWeights;
}

/** What the newest posts of one campaign on one platform in one world say. JSON: kept in the state. */
export interface Evidence {
  /** Says by what it was counted: with another goal or other weights it is counted anew. */
  key: string;
  countedAt: string;
  kind: RewardKind;
  /** Variant ids, that the cells name by their place. */
  arms: string[];
  /** Three numbers a post with a result, oldest first: place of its variant, exposure, successes. */
  cells: number[];
  /** How far back the posts were read; null: to the first. */
  since: string | null;
  /** Posts without a result yet, by variant id. */
  pending: Record<string, number>;
  /** A rate times this is in the unit that people read, before its scale. */
  unit: number;
  /** Successes times this are what is counted: points, where interactions are weighed. */
  points: number;
  prior: Prior;
}

const VERSION = 2;

export const evidenceKey = ({ goal, weights }: Judged): string =>
  [VERSION, goal, ...METRIC_NAMES.map((name) => weights[name])].join(" ");

/** What is told of at least one of these posts; what comes in from outside only once it came. */
export function rewardKindFor(
  platform: string,
  goal: Goal,
  window: readonly Pick<WindowPost, "counts" | "scopes">[],
): RewardKind {
  const entry = catalog[platform as Platform];
  return rewardKindOf(goal, (name: MetricName) => {
    if (entry.metrics[name] === null) return false;
    if (entry.metrics[name] === "ingest") return window.some(({ counts }) => counts[name] > 0);
    return window.length === 0 || window.some(({ scopes }) => isTold(entry, name, scopes));
  });
}

interface Terms extends Judged {
  platform: string;
  now: Date;
  kind: RewardKind;
  baseline: AccountBaseline | null;
  /** With successes counted in events of so many points. */
  prior(pointsPerEvent: number): Prior;
}

/** From raw rows to what is kept: the one way, so that what is kept equals what is counted anew. */
export function toEvidence({ posts, since }: Window, terms: Terms): Evidence {
  const { platform, now, kind, weights, baseline } = terms;
  const heard = posts.filter((post) => isHeard(platform, kind, post));
  const counted = heard.map((post) => toCounted(platform, post, now));
  const perEvent = kind === "ctr" || kind === "reach" ? 1 : pointsPerEvent(counted, weights);
  const arms: string[] = [];
  const cells: number[] = [];
  const pending: Record<string, number> = {};
  for (const [i, post] of counted.entries()) {
    const source = heard[i];
    if (!source) continue;
    const { variantId, deleted } = source;
    const found = isCounted(platform, kind, source)
      ? toPostEvidence(post, { kind, weights, pointsPerEvent: perEvent, baseline })
      : { exposure: 0, successes: 0 };
    if (found.exposure <= 0) {
      if (!deleted) pending[variantId] = (pending[variantId] ?? 0) + 1;
      continue;
    }
    if (!arms.includes(variantId)) arms.push(variantId);
    cells.push(arms.indexOf(variantId), round(found.exposure), round(found.successes));
  }
  return {
    ...{ key: evidenceKey(terms), countedAt: now.toISOString(), kind, since, arms, cells, pending },
    unit: baseline ? toLevel(counted, baseline) : perEvent,
    points: perEvent,
    prior: terms.prior(kind === "engagement" ? perEvent : 1),
  };
}

/** Of an account that may not read the counts nothing will ever be known: its posts say nothing. */
function isHeard(platform: string, kind: RewardKind, { scopes }: WindowPost): boolean {
  const entry = catalog[platform as Platform];
  if (kind === "ctr") return isTold(entry, "views", scopes) && isTold(entry, "clicks", scopes);
  return kind === "responses" || isTold(entry, "views", scopes);
}

/** Of what others report, silence is no zero: such a post waits until its own report came. */
function isCounted(platform: string, kind: RewardKind, post: WindowPost): boolean {
  const { clicks } = catalog[platform as Platform].metrics;
  const reported = clicks !== "ingest" || post.counts.clicks > 0 || post.clicksTold;
  return post.known && (kind !== "ctr" || reported);
}

function toCounted(platform: string, post: WindowPost, now: Date): CountedPost {
  const { accountId, counts, publishedAt } = post;
  return {
    ...{ accountId, counts, ageHours: ageHoursOf(platform, post, now) },
    publishedHour: Math.floor((publishedAt ?? now.getTime()) / HOUR_MS),
  };
}

/** What an ordinary post of these accounts gets in the end. */
function toLevel(posts: readonly CountedPost[], baseline: AccountBaseline): number {
  const all = posts.map((post) => baseline.expected(post.accountId, post.publishedHour));
  return all.length === 0 ? 1 : all.reduce((a, b) => a + b, 0) / all.length;
}

const round = (value: number) => Math.round(value * 1000) / 1000;

/** As the policies take it: what has a result by its time, then what waits for one. */
export function toPosts({ arms, cells, pending }: Evidence): PostEvidence[] {
  const posts: PostEvidence[] = [];
  for (let i = 0; i < cells.length; i += 3) {
    const armId = arms[cells[i] ?? 0] ?? "";
    posts.push({ armId, exposure: cells[i + 1] ?? 0, successes: cells[i + 2] ?? 0 });
  }
  for (const [armId, count] of Object.entries(pending).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const most = Math.min(count, EVIDENCE_WINDOW);
    for (let i = 0; i < most; i++) posts.push({ armId, exposure: 0, successes: 0 });
  }
  return posts;
}
