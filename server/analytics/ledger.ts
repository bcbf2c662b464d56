import { sql } from "drizzle-orm";
import type { Counts } from "@/lib/domain/metrics";
import { METRIC_NAMES, type MetricName } from "@/lib/platforms/entry";
import type { Platform } from "@/lib/platforms/platform";
import type { Tx } from "@/server/db/client";
import { toUuids } from "@/server/db/uuid";
import { type CellIds, leafKey, openCells } from "./rollup-cells";

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
  cells: CellIds;
  counts: Record<MetricName, number>;
  /** When each total was read, in milliseconds since 1970; without: no reading told it yet. */
  readAt: Partial<Record<MetricName, number>>;
  firstAt: number | null;
  lastAt: number | null;
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
}

/** What becomes of a reading or change. `stale`: a later reading was taken already. */
export type Outcome = "counted" | "unchanged" | "stale";

/** Locks the counts of the workspace's posts among these, in the order of their ids. */
export async function openLedger(
  tx: Tx,
  workspaceId: string,
  postIds: readonly string[],
): Promise<Ledger> {
  const ids = [...new Set(postIds)];
  const ledger: Ledger = { workspaceId, posts: new Map(), rows: [], touched: new Set() };
  if (ids.length === 0) return ledger;
  let rows = await lockCounts(tx, workspaceId, ids);
  if (rows.length < ids.length) {
    const made = await tx.execute(sql`
      insert into post_counts (post_id, workspace_id, published_at)
      select id, workspace_id, published_at from posts
      where workspace_id = ${workspaceId}::uuid and id = any(${toUuids(ids)})
      order by id on conflict do nothing returning post_id`);
    if (made.rows.length > 0 || rows.length === 0) rows = await lockCounts(tx, workspaceId, ids);
  }
  const missing = rows.filter((row) => row.leaf === null);
  const opened = await openCells(tx, workspaceId, missing);
  for (const row of rows) {
    const cells =
      row.leaf === null
        ? opened.get(leafKey(row))
        : { leaf: row.leaf, campaign: row.campaign ?? 0, account: row.account ?? 0 };
    if (cells) ledger.posts.set(row.id, toLedgerPost(row, cells));
  }
  return ledger;
}

type Row = {
  id: string;
  platform: Platform;
  campaignId: string | null;
  variantId: string | null;
  accountId: string;
  sandbox: boolean;
  publishedAt: number | null;
  leaf: number | null;
  campaign: number | null;
  account: number | null;
  firstAt: number | null;
  lastAt: number | null;
  counts: number[];
  readAt: (number | null)[];
};

const milliseconds = (column: string) => sql.raw(`(extract(epoch from ${column}) * 1000)::float8`);

/** The rollups' lock is shared by all who count; who builds them anew takes it alone. */
async function lockCounts(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<Row[]> {
  const { rows } = await tx.execute(sql`
    select p.id, p.platform, p.campaign_id as "campaignId", p.variant_id as "variantId",
      p.account_id as "accountId", a.sandbox, ${milliseconds("p.published_at")} as "publishedAt",
      c.cell_id as leaf, l.campaign_cell_id as campaign, l.account_cell_id as account,
      ${milliseconds("c.first_at")} as "firstAt", ${milliseconds("c.last_at")} as "lastAt",
      array[${sql.raw(METRIC_NAMES.map((name) => `c.${name}`).join(", "))}]::float8[] as counts,
      array[${sql.join(
        METRIC_NAMES.map((name) => milliseconds(`c.${name}_at`)),
        sql`, `,
      )}] as "readAt"
    from post_counts c
    join posts p on p.id = c.post_id
    join social_accounts a on a.id = p.account_id
    left join rollup_cells l on l.id = c.cell_id
    where c.workspace_id = ${workspaceId}::uuid and c.post_id = any(${toUuids(ids)})
    order by c.post_id for no key update of c`);
  return rows as unknown as Row[];
}

function toLedgerPost(row: Row, cells: CellIds): LedgerPost {
  const { leaf, campaign, account, counts, readAt, publishedAt, ...post } = row;
  return {
    ...post,
    cells,
    publishedAt: publishedAt === null ? null : new Date(publishedAt),
    counts: Object.fromEntries(
      METRIC_NAMES.map((name, i) => [name, counts[i] ?? 0]),
    ) as LedgerPost["counts"],
    readAt: Object.fromEntries(METRIC_NAMES.map((name, i) => [name, readAt[i] ?? undefined])),
  };
}

interface Told {
  source: MetricSource;
  /** Milliseconds since 1970. */
  observedAt: number;
  dedupeKey?: string | null;
}

/**
 * Takes totals as they stood at a moment. Each is measured against the last reading of the same
 * count: an earlier one that comes late changes nothing, so the order of arrival does not matter.
 */
export function takeReading(
  ledger: Ledger,
  post: LedgerPost,
  { counts, ...told }: Told & { counts: Partial<Counts> },
): Outcome {
  const changes: Changes = {};
  let [known, late] = [0, 0];
  let isFirst = false;
  for (const name of METRIC_NAMES) {
    const total = counts[name] ?? null;
    if (total === null) continue;
    known++;
    if ((post.readAt[name] ?? Number.NEGATIVE_INFINITY) > told.observedAt) {
      late++;
      continue;
    }
    isFirst ||= post.readAt[name] === undefined;
    post.readAt[name] = told.observedAt;
    const change = total - post.counts[name];
    if (change !== 0) changes[name] = change;
  }
  if (known > 0 && late === known) return "stale";
  return keep(ledger, post, { ...told, isFirst }, changes);
}

/** Adds signed changes. One that a later reading already holds changes nothing. */
export function takeChanges(
  ledger: Ledger,
  post: LedgerPost,
  { changes, ...told }: Told & { changes: Changes },
): Outcome {
  const fresh: Changes = {};
  let isLate = false;
  for (const name of METRIC_NAMES) {
    const change = changes[name] ?? 0;
    if (change === 0) continue;
    if ((post.readAt[name] ?? Number.NEGATIVE_INFINITY) > told.observedAt) isLate = true;
    else fresh[name] = change;
  }
  const outcome = keep(ledger, post, { ...told, isFirst: false }, fresh);
  return outcome === "unchanged" && isLate ? "stale" : outcome;
}

/** The first reading of a count is kept also where it is zero: it tells a zero from silence. */
function keep(
  ledger: Ledger,
  post: LedgerPost,
  told: Told & { isFirst: boolean },
  changes: Changes,
): Outcome {
  const { source, observedAt, dedupeKey = null, isFirst } = told;
  ledger.touched.add(post);
  post.firstAt = Math.min(post.firstAt ?? observedAt, observedAt);
  post.lastAt = Math.max(post.lastAt ?? observedAt, observedAt);
  const names = Object.keys(changes) as MetricName[];
  if (names.length === 0 && !isFirst) return "unchanged";
  for (const name of names) post.counts[name] += changes[name] ?? 0;
  ledger.rows.push({ post, source, observedAt, changes, dedupeKey });
  return "counted";
}
