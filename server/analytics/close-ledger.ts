import { type SQL, sql } from "drizzle-orm";
import type { ResultChange, ResultsChanged } from "@/lib/contracts/results-change";
import { quarterOf } from "@/lib/domain/quarter-hour";
import { METRIC_NAMES } from "@/lib/platforms/entry";
import type { Tx } from "@/server/db/client";
import { toArray } from "@/server/db/to-array";
import { emit, type NewEvent } from "@/server/events/emit";
import { outdateArms } from "@/server/posts/outdate-arms";
import type { Changes, Ledger, LedgerPost, LedgerRow } from "./ledger";

/** So many posts in one fact: what listens takes it in one piece. */
const POSTS_IN_A_FACT = 200;

const names = sql.raw(METRIC_NAMES.join(", "));
const moments = sql.raw(METRIC_NAMES.map((name) => `${name}_at`).join(", "));

/** Milliseconds since 1970 as a time. */
const instant = (column: string) => sql.raw(`to_timestamp(${column} / 1000.0)`);

/**
 * Writes what a ledger took: the raw rows, each post's totals, the rollups, and one fact for each
 * campaign. Call it last in the transaction. Returns the posts whose counts changed.
 */
export async function closeLedger(tx: Tx, ledger: Ledger): Promise<LedgerPost[]> {
  const changed = [...new Set(ledger.rows.map(({ post }) => post))];
  await writePosts(tx, [...ledger.touched]);
  if (changed.length === 0) return [];
  await writeRows(tx, ledger);
  await writeRollups(tx, ledger);
  await outdateArms(tx, changed);
  await emit(tx, ledger.workspaceId, toFacts(ledger));
  return changed;
}

async function writePosts(tx: Tx, posts: readonly LedgerPost[]): Promise<void> {
  if (posts.length === 0) return;
  const at = (of: (post: LedgerPost) => number | null | undefined) =>
    toArray(
      "bigint",
      posts.map((post) => of(post) ?? null),
    );
  const columns: SQL[] = [
    toArray(
      "uuid",
      posts.map((post) => post.id),
    ),
    toArray(
      "integer",
      posts.map((post) => post.cells.leaf),
    ),
    at((post) => post.publishedAt?.getTime()),
    at((post) => post.firstAt),
    at((post) => post.lastAt),
    ...METRIC_NAMES.map((name) => at((post) => post.counts[name])),
    ...METRIC_NAMES.map((name) => at((post) => post.readAt[name])),
  ];
  const updates = [
    ...METRIC_NAMES.map((name) => sql.raw(`${name} = r.${name}`)),
    ...METRIC_NAMES.map((name) => sql`${sql.raw(`${name}_at`)} = ${instant(`r.${name}_at`)}`),
  ];
  await tx.execute(sql`
    update post_counts c set cell_id = r.cell_id, published_at = ${instant("r.published_at")},
      first_at = ${instant("r.first_at")}, last_at = ${instant("r.last_at")},
      ${sql.join(updates, sql`, `)}
    from unnest(${sql.join(columns, sql`, `)})
      as r(post_id, cell_id, published_at, first_at, last_at, ${names}, ${moments})
    where c.post_id = r.post_id`);
}

async function writeRows(tx: Tx, { workspaceId, rows }: Ledger): Promise<void> {
  const text = (of: (row: LedgerRow) => string | null) => toArray("text", rows.map(of));
  const columns: SQL[] = [
    toArray(
      "uuid",
      rows.map(({ post }) => post.id),
    ),
    text(({ source }) => source),
    toArray(
      "bigint",
      rows.map(({ observedAt }) => observedAt),
    ),
    text(({ dedupeKey }) => dedupeKey),
    ...METRIC_NAMES.map((name) =>
      toArray(
        "integer",
        rows.map(({ changes }) => changes[name] ?? 0),
      ),
    ),
  ];
  await tx.execute(sql`
    insert into metrics (workspace_id, post_id, source, observed_at, dedupe_key, ${names})
    select ${workspaceId}::uuid, r.post_id, r.source, ${instant("r.observed_at")}, r.dedupe_key, ${names}
    from unnest(${sql.join(columns, sql`, `)})
      as r(post_id, source, observed_at, dedupe_key, ${names})`);
}

interface Sum {
  cell: number;
  bucket: number;
  counts: Required<Changes>;
}

function addUp(rows: readonly LedgerRow[]): Sum[] {
  const sums = new Map<string, Sum>();
  for (const { post, observedAt, changes } of rows) {
    const bucket = quarterOf(observedAt);
    for (const cell of [post.cells.leaf, post.cells.campaign, post.cells.account]) {
      const key = `${cell} ${bucket}`;
      let sum = sums.get(key);
      if (!sum) {
        sum = { cell, bucket, counts: noCounts() };
        sums.set(key, sum);
      }
      addTo(sum.counts, changes);
    }
  }
  return [...sums.values()];
}

const noCounts = (): Required<Changes> =>
  Object.fromEntries(METRIC_NAMES.map((name) => [name, 0])) as Required<Changes>;

function addTo(counts: Changes, changes: Changes): void {
  for (const name of METRIC_NAMES) {
    const change = changes[name];
    if (change) counts[name] = (counts[name] ?? 0) + change;
  }
}

/** In the order of their keys, so that two writers never wait for each other crosswise. */
async function writeRollups(tx: Tx, { workspaceId, rows }: Ledger): Promise<void> {
  const sums = addUp(rows);
  const columns: SQL[] = [
    toArray(
      "integer",
      sums.map(({ cell }) => cell),
    ),
    toArray(
      "bigint",
      sums.map(({ bucket }) => bucket),
    ),
    ...METRIC_NAMES.map((name) =>
      toArray(
        "bigint",
        sums.map(({ counts }) => counts[name]),
      ),
    ),
  ];
  const added = (table: string) =>
    sql.raw(METRIC_NAMES.map((name) => `${name} = ${table}.${name} + excluded.${name}`).join(", "));
  const summed = sql.raw(METRIC_NAMES.map((name) => `sum(q.${name})`).join(", "));
  await tx.execute(sql`
    with q as materialized (
      select r.cell_id, ${instant("r.bucket")} as bucket, ${names}
      from unnest(${sql.join(columns, sql`, `)}) as r(cell_id, bucket, ${names})),
    quarters as (
      insert into rollup_quarters (cell_id, bucket, ${names})
      select cell_id, bucket, ${names} from q order by 1, 2
      on conflict (cell_id, bucket) do update set ${added("rollup_quarters")})
    insert into rollup_days (cell_id, zone_id, day, ${names})
    select q.cell_id, z.id, (q.bucket at time zone z.zone)::date, ${summed}
    from q join rollup_zones z on z.workspace_id = ${workspaceId}::uuid
    group by 1, 2, 3 order by 1, 2, 3
    on conflict (cell_id, zone_id, day) do update set ${added("rollup_days")}`);
}

/** A post and its changes stand in the same fact, so that the facts of a campaign add up. */
function toFacts({ rows }: Ledger): NewEvent[] {
  const groups = Map.groupBy(rows, ({ post }) => `${post.campaignId} ${post.sandbox}`);
  return [...groups.values()].flatMap((group) => {
    const byPost = [...Map.groupBy(group, ({ post }) => post)];
    const facts: NewEvent[] = [];
    for (let i = 0; i < byPost.length; i += POSTS_IN_A_FACT) {
      facts.push(toFact(byPost.slice(i, i + POSTS_IN_A_FACT)));
    }
    return facts;
  });
}

function toFact(byPost: readonly [LedgerPost, LedgerRow[]][]): NewEvent {
  const first = byPost[0]?.[0];
  const changes = new Map<string, ResultChange>();
  for (const [{ platform, accountId, variantId }, rows] of byPost) {
    for (const row of rows) {
      const bucket = quarterOf(row.observedAt);
      const key = `${platform} ${accountId} ${variantId} ${bucket}`;
      const change = changes.get(key) ?? { platform, accountId, variantId, bucket, counts: {} };
      addTo(change.counts, row.changes);
      changes.set(key, change);
    }
  }
  const data: ResultsChanged = {
    campaignId: first?.campaignId ?? null,
    sandbox: first?.sandbox ?? false,
    changes: [...changes.values()],
    posts: byPost.map(([{ id, counts }]) => ({ postId: id, counts })),
  };
  return { name: "metrics.changed", data: { ...data } };
}
