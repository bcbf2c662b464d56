import type { Counts } from "@/lib/domain/metrics";
import { METRIC_NAMES, type MetricName } from "@/lib/platforms/entry";
import type { Platform } from "@/lib/platforms/platform";
import type { Tx } from "@/server/db/client";
import { type CountsRow, lockCounts, makeCounts, readCells, readLater } from "./read-ledger";
import type { CellIds } from "./rollup-cells";

export type MetricSource = "pull" | "webhook" | "ingest" | "link";
export type Changes = Partial<Record<MetricName, number>>;

/** A post as it is counted so far. Its row is locked until the transaction ends. */
export interface LedgerPost {
  id: string;
  platform: Platform;
  campaignId: string | null;
  variantId: string | null;
  accountId: string;
  sandbox: boolean;
  publishedAt: Date | null;
  /** It went out with short links, which count their own clicks. */
  linked: boolean;
  cells: CellIds;
  /** Which counts were told of any post of its leaf before: bits. */
  told: number;
  counts: Record<MetricName, number>;
  /** When each total was read, in milliseconds since 1970; without: no reading told it yet. */
  readAt: Partial<Record<MetricName, number>>;
  firstAt: number | null;
  lastAt: number | null;
  /** When its platform told of it without being asked, in this batch. */
  heardAt: number | null;
  /** What seldom changes stands in its row: the cell, when the post went out, and `firstAt`. */
  isPlaced: boolean;
  /** What happened up to then can't be told apart any more: no more is counted of it. */
  carriedTo: number | null;
  /** Changes that are newer than the earliest reading of this batch, those of the batch among them. */
  later: Pick<LedgerRow, "observedAt" | "changes">[];
}

/** A row of `metrics` to be. */
export interface LedgerRow {
  post: LedgerPost;
  source: MetricSource;
  observedAt: number;
  changes: Changes;
  dedupeKey: string | null;
}

/**
 * The counts of some posts, opened to be changed: read and locked by `openLedger`, changed in memory
 * in the order that things were told, and written by `closeLedger`.
 */
export interface Ledger {
  workspaceId: string;
  posts: Map<string, LedgerPost>;
  rows: LedgerRow[];
  /** Posts to be written, also where only the time of a reading is new. */
  touched: Set<LedgerPost>;
  /** Counts that were told of any post. */
  told: Set<MetricName>;
}

/**
 * What becomes of a reading or change. `stale`: a reading of then or later holds it. `below` and
 * `above`: nothing was taken of it, since a count would leave its bounds.
 */
export type Outcome = "counted" | "unchanged" | "stale" | Beyond;
type Beyond = "below" | "above";

/** No count of a post is higher: what is told beyond is a mistake, and tells nothing. */
const MOST_OF_A_COUNT = 100_000_000_000;

/** Whether a number that was told can be the total of a count. */
export const canBeCount = (total: number): boolean =>
  Number.isSafeInteger(total) && total >= 0 && total <= MOST_OF_A_COUNT;

/**
 * Locks the counts of the workspace's posts among these, in the order of their ids.
 * @param readings the moment of the earliest reading that is to be taken of a post, in milliseconds:
 * one that comes late needs the changes that were told since.
 */
export async function openLedger(
  tx: Tx,
  workspaceId: string,
  postIds: readonly string[],
  readings?: ReadonlyMap<string, number>,
): Promise<Ledger> {
  const ids = [...new Set(postIds)];
  const ledger: Ledger = {
    ...{ workspaceId, posts: new Map(), rows: [] },
    ...{ touched: new Set(), told: new Set() },
  };
  if (ids.length === 0) return ledger;
  const rows = await lockCounts(tx, workspaceId, ids);
  if (rows.length < ids.length) rows.push(...(await makeCounts(tx, workspaceId, ids, rows)));
  const found = await readCells(tx, workspaceId, rows);
  for (const row of rows) {
    const cells = found.get(row.id);
    if (cells) ledger.posts.set(row.id, toLedgerPost(row, cells));
  }
  const late = [...(readings ?? [])].filter(
    ([id, at]) => (ledger.posts.get(id)?.lastAt ?? at) > at,
  );
  for (const { postId, observedAt, counts } of await readLater(tx, late)) {
    const changes = Object.fromEntries(METRIC_NAMES.map((name, i) => [name, counts[i] ?? 0]));
    ledger.posts.get(postId)?.later.push({ observedAt, changes });
  }
  return ledger;
}

function toLedgerPost(row: CountsRow, cells: CellIds): LedgerPost {
  const counts = row.counts.split(",");
  const readAt = row.readAt.split(",");
  const { leaf, campaign, whole, account, ...post } = row;
  const made: LedgerPost = {
    ...post,
    cells,
    later: [],
    heardAt: null,
    publishedAt: row.publishedAt === null ? null : new Date(row.publishedAt),
    counts: noCounts(),
    readAt: {},
  };
  for (const [i, name] of METRIC_NAMES.entries()) {
    made.counts[name] = Number(counts[i]);
    if (readAt[i]) made.readAt[name] = Number(readAt[i]);
  }
  return made;
}

const noCounts = (): LedgerPost["counts"] => ({
  ...{ views: 0, likes: 0, shares: 0, comments: 0 },
  ...{ clicks: 0, saves: 0, conversions: 0 },
});

interface Told {
  source: MetricSource;
  /** Milliseconds since 1970. */
  observedAt: number;
  dedupeKey?: string | null;
  /** Counts are to stay between zero and this; without: whatever is told is taken. */
  highest?: number;
}

/**
 * Takes totals as they stood at a moment. Each is measured against the last reading of the same
 * count: an earlier one that comes late changes nothing, of two at one moment the larger stands, and
 * what was added after the moment stays added, so the order of arrival does not matter.
 */
export function takeReading(
  ledger: Ledger,
  post: LedgerPost,
  told: Told & { counts: Partial<Counts> },
): Outcome {
  if (isCarried(post, told)) return "stale";
  const fresh: MetricName[] = [];
  const changes: Changes = {};
  let late = 0;
  for (const name of METRIC_NAMES) {
    const total = told.counts[name] ?? null;
    if (total === null || !canBeCount(total)) continue;
    const readAt = readAtOf(post, name);
    const change =
      readAt > told.observedAt
        ? null
        : total + addedAfter(post, name, told.observedAt) - post.counts[name];
    if (change === null || (readAt === told.observedAt && change < 0)) {
      late++;
      continue;
    }
    const beyond = findBeyond(told, post.counts[name], change);
    if (beyond) return beyond;
    fresh.push(name);
    if (change !== 0) changes[name] = change;
  }
  if (late > 0 && fresh.length === 0) return "stale";
  const isFirst = fresh.some((name) => post.readAt[name] === undefined);
  for (const name of fresh) {
    ledger.told.add(name);
    post.readAt[name] = told.observedAt;
  }
  return keep(ledger, post, told, changes, isFirst);
}

/** Adds signed changes. One that a reading of the same moment or a later one holds changes nothing. */
export function takeChanges(
  ledger: Ledger,
  post: LedgerPost,
  told: Told & { changes: Changes },
): Outcome {
  if (isCarried(post, told)) return "stale";
  const fresh: Changes = {};
  let [late, taken] = [0, 0];
  for (const name of METRIC_NAMES) {
    const change = told.changes[name] ?? 0;
    if (change === 0) continue;
    if (readAtOf(post, name) >= told.observedAt) {
      late++;
      continue;
    }
    const beyond = findBeyond(told, post.counts[name], change);
    if (beyond) return beyond;
    taken++;
    fresh[name] = change;
  }
  // What is not taken tells nothing of when the post was counted first and last either.
  if (late > 0 && taken === 0) return "stale";
  return keep(ledger, post, told, fresh, false);
}

const isCarried = ({ carriedTo }: LedgerPost, { observedAt }: Told): boolean =>
  carriedTo !== null && observedAt <= carriedTo;

const readAtOf = ({ readAt }: LedgerPost, name: MetricName): number =>
  readAt[name] ?? Number.NEGATIVE_INFINITY;

function addedAfter({ lastAt, later }: LedgerPost, name: MetricName, at: number): number {
  if ((lastAt ?? at) <= at) return 0;
  return later.reduce(
    (sum, { observedAt, changes }) => (observedAt > at ? sum + (changes[name] ?? 0) : sum),
    0,
  );
}

/** What leads back towards the bounds is welcome, also where it does not get there. */
function findBeyond({ highest }: Told, count: number, change: number): Beyond | null {
  if (highest === undefined) return null;
  if (change < 0 && count + change < 0) return "below";
  return change > 0 && count + change > highest ? "above" : null;
}

/** The first reading of a count is kept also where it is zero: it tells a zero from silence. */
function keep(
  ledger: Ledger,
  post: LedgerPost,
  { source, observedAt, dedupeKey = null }: Told,
  changes: Changes,
  isFirst: boolean,
): Outcome {
  ledger.touched.add(post);
  if (post.firstAt === null || observedAt < post.firstAt) {
    post.firstAt = observedAt;
    post.isPlaced = false;
  }
  post.lastAt = Math.max(post.lastAt ?? observedAt, observedAt);
  if (source === "webhook") post.heardAt = Math.max(post.heardAt ?? observedAt, observedAt);
  const names = Object.keys(changes) as MetricName[];
  if (names.length === 0 && !isFirst) return "unchanged";
  for (const name of names) {
    ledger.told.add(name);
    post.counts[name] += changes[name] ?? 0;
  }
  let key = dedupeKey;
  for (const part of splitChanges(changes)) {
    const row = { post, source, observedAt, changes: part, dedupeKey: key };
    ledger.rows.push(row);
    post.later.push(row);
    key = null;
  }
  return "counted";
}

/** One row holds so much of a count. */
const MOST_IN_A_ROW = 2_000_000_000;

/** Counts beyond what a row can hold are told by several. */
function splitChanges(changes: Changes): Changes[] {
  const parts: Changes[] = [];
  let rest = changes;
  do {
    const part: Changes = {};
    const more: Changes = {};
    for (const name of Object.keys(rest) as MetricName[]) {
      const change = rest[name] ?? 0;
      const held = Math.max(-MOST_IN_A_ROW, Math.min(MOST_IN_A_ROW, change));
      part[name] = held;
      if (change !== held) more[name] = change - held;
    }
    parts.push(part);
    rest = more;
  } while (Object.keys(rest).length > 0);
  return parts;
}
