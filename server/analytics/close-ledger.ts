import { type SQL, sql } from "drizzle-orm";
import { METRIC_NAMES, type MetricName } from "@/lib/platforms/entry";
import type { Tx } from "@/server/db/client";
import { toArray } from "@/server/db/to-array";
import { emit } from "@/server/events/emit";
import { outdateArms } from "@/server/posts/outdate-arms";
import { addUp } from "./add-up";
import type { Ledger, LedgerPost, LedgerRow } from "./ledger";
import { toFacts } from "./ledger-facts";

/** Milliseconds since 1970 as a time. */
const instant = (column: string) => sql.raw(`to_timestamp(${column} / 1000)`);

/**
 * Writes what a ledger took: the raw rows, each post's totals, the rollups, and one fact for each
 * campaign. Call it last in the transaction. Returns the posts whose counts changed.
 */
export async function closeLedger(tx: Tx, ledger: Ledger): Promise<LedgerPost[]> {
  const byPost = Map.groupBy(ledger.rows, ({ post }) => post);
  const changed = [...byPost.keys()];
  await writePosts(tx, ledger);
  if (changed.length === 0) return [];
  // In the order of the posts, which are sorted: neighbours are written to the same pages.
  const sorted = [...ledger.posts.values()].flatMap((post) => byPost.get(post) ?? []);
  await writeRows(tx, ledger.workspaceId, sorted);
  await writeRollups(tx, ledger);
  await outdateArms(tx, changed);
  await emit(tx, ledger.workspaceId, toFacts(byPost));
  return changed;
}

/** Only what may have changed: these are the widest rows that are written. */
async function writePosts(tx: Tx, { touched, told }: Ledger): Promise<void> {
  if (touched.size === 0) return;
  const posts = [...touched];
  const names = METRIC_NAMES.filter((name) => told.has(name));
  const at = (of: (post: LedgerPost) => number | null | undefined) =>
    toArray(
      "float8",
      posts.map((post) => of(post) ?? null),
    );
  const ids = toArray(
    "uuid",
    posts.map((post) => post.id),
  );
  const columns: [name: string, values: SQL, value: SQL][] = [
    ["last_at", at((post) => post.lastAt), instant("r.last_at")],
  ];
  if (posts.some((post) => !post.isPlaced)) {
    const cells = posts.map((post) => post.cells.leaf);
    columns.push(
      ["cell_id", toArray("integer", cells), sql`r.cell_id`],
      ["published_at", at((post) => post.publishedAt?.getTime()), instant("r.published_at")],
      ["first_at", at((post) => post.firstAt), instant("r.first_at")],
    );
  }
  for (const name of names) {
    const counts = posts.map((post) => post.counts[name]);
    columns.push(
      [name, toArray("bigint", counts), sql.raw(`r.${name}`)],
      [`${name}_at`, at((post) => post.readAt[name]), instant(`r.${name}_at`)],
    );
  }
  const list = (of: (column: (typeof columns)[number]) => SQL) =>
    sql.join(columns.map(of), sql`, `);
  await tx.execute(sql`
    update post_counts c set ${list(([name, , value]) => sql`${sql.raw(name)} = ${value}`)}
    from unnest(${ids}, ${list(([, values]) => values)})
      as r(post_id, ${list(([name]) => sql.raw(name))})
    where c.post_id = r.post_id`);
}

async function writeRows(tx: Tx, workspaceId: string, rows: readonly LedgerRow[]): Promise<void> {
  const names = METRIC_NAMES.filter((name) => rows.some(({ changes }) => changes[name]));
  const list = sql.raw(names.map((name) => `, ${name}`).join(""));
  const usual = rows[0]?.source ?? "ingest";
  const numbers = (type: "integer" | "float8", of: (row: LedgerRow) => number) =>
    toArray(type, rows.map(of));
  const columns: SQL[] = [
    toArray(
      "uuid",
      rows.map(({ post }) => post.id),
    ),
    numbers("float8", ({ observedAt }) => observedAt),
    unless(usual, rows, ({ source }) => source),
    unless(null, rows, ({ dedupeKey }) => dedupeKey),
    ...names.map((name: MetricName) => numbers("integer", ({ changes }) => changes[name] ?? 0)),
  ];
  await tx.execute(sql`
    insert into metrics (workspace_id, post_id, observed_at, source, dedupe_key${list})
    select ${workspaceId}::uuid, r.post_id, ${instant("r.observed_at")},
      coalesce(r.source, ${usual}), r.dedupe_key${list}
    from unnest(${sql.join(columns, sql`, `)})
      as r(post_id, observed_at, source, dedupe_key${list})`);
}

/** Without values where all rows have this one: what an array lacks, `unnest` tells as null. */
function unless(
  usual: string | null,
  rows: readonly LedgerRow[],
  of: (row: LedgerRow) => string | null,
): SQL {
  const isUsual = rows.every((row) => of(row) === usual);
  return toArray("text", isUsual ? [] : rows.map(of));
}

/** In the order of their keys, so that two writers never wait for each other crosswise. */
async function writeRollups(tx: Tx, { workspaceId, rows }: Ledger): Promise<void> {
  const sums = addUp(rows);
  const names = METRIC_NAMES.filter((name) => sums.some(({ counts }) => counts[name]));
  const list = (of: (name: MetricName) => string) =>
    sql.raw(names.map((name) => `, ${of(name)}`).join(""));
  const columns: SQL[] = [
    toArray(
      "integer",
      sums.map(({ cell }) => cell),
    ),
    toArray(
      "float8",
      sums.map(({ bucket }) => bucket),
    ),
    ...names.map((name) =>
      toArray(
        "bigint",
        sums.map(({ counts }) => counts[name] ?? 0),
      ),
    ),
  ];
  const plain = list((name) => name);
  // A row that is there already, but for which only zeros were told, stays as it is.
  const added = (table: string) =>
    names.length === 0
      ? sql`on conflict do nothing`
      : sql`on conflict ${sql.raw(table === "rollup_days" ? "(cell_id, zone_id, day)" : "(cell_id, bucket)")}
          do update set ${sql.raw(names.map((name) => `${name} = ${table}.${name} + excluded.${name}`).join(", "))}`;
  await tx.execute(sql`
    with q as materialized (
      select r.cell_id, ${instant("r.bucket")} as bucket${plain}
      from unnest(${sql.join(columns, sql`, `)}) as r(cell_id, bucket${plain})),
    quarters as (
      insert into rollup_quarters (cell_id, bucket${plain})
      select cell_id, bucket${plain} from q order by 1, 2 ${added("rollup_quarters")})
    insert into rollup_days (cell_id, zone_id, day${plain})
    select q.cell_id, z.id, (q.bucket at time zone z.zone)::date${list((name) => `sum(q.${name})`)}
    from q join rollup_zones z on z.workspace_id = ${workspaceId}::uuid
    group by 1, 2, 3 order by 1, 2, 3 ${added("rollup_days")}`);
}
