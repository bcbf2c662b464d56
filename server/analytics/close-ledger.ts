import { type SQL, sql } from "drizzle-orm";
import { METRIC_NAMES, type MetricName } from "@/lib/platforms/entry";
import type { Tx } from "@/server/db/client";
import { toArray } from "@/server/db/to-array";
import { emit } from "@/server/events/emit";
import { outdateArms } from "@/server/posts/outdate-arms";
import { addUp } from "./add-up";
import type { Ledger, LedgerPost, LedgerRow } from "./ledger";
import { toFacts } from "./ledger-facts";
import { noteTold } from "./note-told";
import { writeRollups } from "./write-rollups";

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
  await noteTold(tx, [...ledger.touched]);
  if (changed.length === 0) return [];
  // In the order of the posts, which are sorted: neighbours are written to the same pages.
  const sorted = [...ledger.posts.values()].flatMap((post) => byPost.get(post) ?? []);
  await writeRows(tx, ledger.workspaceId, sorted);
  await writeRollups(tx, ledger.workspaceId, addUp(ledger.rows));
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
  const isPlaced = posts.every((post) => post.isPlaced);
  if (!isPlaced) {
    const cells = posts.map((post) => post.cells.leaf);
    columns.push(
      ["cell_id", toArray("integer", cells), sql`r.cell_id`],
      ["first_at", at((post) => post.firstAt), instant("r.first_at")],
    );
  }
  if (posts.some(({ heardAt }) => heardAt !== null)) {
    const latest = sql`greatest(c.heard_at, ${instant("r.heard_at")})`;
    columns.push(["heard_at", at((post) => post.heardAt), latest]);
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
  // As it is by now: it may have changed since the ledger was opened, and who changes it waits for us.
  const follows = sql`, published_at = (select p.published_at from posts p where p.id = c.post_id)`;
  await tx.execute(sql`
    update post_counts c set ${list(([name, , value]) => sql`${sql.raw(name)} = ${value}`)}
      ${isPlaced ? sql`` : follows}
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
