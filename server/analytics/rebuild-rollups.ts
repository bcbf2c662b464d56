import { type SQL, sql } from "drizzle-orm";
import { METRIC_NAMES } from "@/lib/platforms/entry";
import type { Tx } from "@/server/db/client";
import type { Runtime } from "@/server/runtime";
import { countBatch } from "./count-posts-out";
import { countRows } from "./count-rows";
import { postTold } from "./note-told";
import { rebuildDays } from "./rebuild-days";
import { type CellOwner, leafKeySql, openCells } from "./rollup-cells";
import { holdRollups } from "./rollup-lock";
import { ROLLUP_NAMES } from "./rollup-names";

/** How many rows of a workspace differed from what its raw counts add up to. They were put right. */
export interface RebuiltRollups {
  workspaceId: string;
  posts: number;
  quarters: number;
  /** Those of weeks and ranks among them. */
  days: number;
}

type Parts = Pick<Runtime, "database">;

const each = (toSql: (name: string) => string, by = ", ") =>
  sql.raw(METRIC_NAMES.map(toSql).join(by));
const names = each((name) => name);
const sums = each((name) => `sum(r.${name})::bigint as ${name}`);
const updates = each((name) => `${name} = excluded.${name}`);
const rollup = (toSql: (name: string) => string, by = ", ") =>
  sql.raw(ROLLUP_NAMES.map(toSql).join(by));
const kept = rollup((name) => name);
const keptSums = rollup((name) => `sum(r.${name})::bigint as ${name}`);
const keptUpdates = rollup((name) => `${name} = excluded.${name}`);
/** One that is kept though nothing is in it (`k`) does no harm. */
const isOff = sql`(${rollup((name) => `f.${name}`)}) is distinct from (${rollup((name) => `k.${name}`)})
  and (f.cell_id is not null or ${rollup((name) => `k.${name} <> 0`, " or ")})`;
/** What was worked out (`f`) is not what is kept (`k`). */
const isDifferent = sql`(${each((name) => `f.${name}`)}) is distinct from (${each((name) => `k.${name}`)})`;

/**
 * Builds totals and rollups anew from the raw counts, for one workspace or for all. Whoever wants to
 * count in it waits meanwhile.
 */
export async function rebuildRollups(
  { database }: Parts,
  workspaceId?: string,
): Promise<RebuiltRollups[]> {
  const all = sql`select id from workspaces order by id`;
  const ids = workspaceId === undefined ? await readIds(database.db, all) : [workspaceId];
  const rebuilt: RebuiltRollups[] = [];
  for (const id of ids) rebuilt.push(await database.db.transaction((tx) => rebuild(tx, id)));
  return rebuilt;
}

/** Databases of before there were rollups: what was counted in them stands in no cell yet. */
export async function buildMissingRollups(parts: Parts): Promise<RebuiltRollups[]> {
  const unbuilt = sql`
    select distinct workspace_id as id from post_counts
    where first_at is not null and cell_id is null order by 1`;
  const built: RebuiltRollups[] = [];
  for (const id of await readIds(parts.database.db, unbuilt)) {
    built.push(...(await rebuildRollups(parts, id)));
  }
  return built;
}

async function readIds(db: Parts["database"]["db"], query: SQL): Promise<string[]> {
  const { rows } = (await db.execute(query)) as unknown as { rows: { id: string }[] };
  return rows.map(({ id }) => id);
}

async function rebuild(tx: Tx, workspaceId: string): Promise<RebuiltRollups> {
  // A whole history takes as long as it takes.
  await tx.execute(sql`set local statement_timeout = 0`);
  await holdRollups(tx, workspaceId);
  const posts = await rebuildPosts(tx, workspaceId);
  await placePosts(tx, workspaceId);
  await openOut(tx, workspaceId);
  await rebuildTold(tx, workspaceId);
  // What still waits to be added is no mistake.
  while ((await countBatch(tx, workspaceId)) > 0);
  const quarters = await rebuildQuarters(tx, workspaceId);
  return { workspaceId, posts, quarters, days: await rebuildDays(tx, workspaceId) };
}

/**
 * When a count was last read can't be told from changes, but for those that a platform was asked for:
 * where it stands, it stays as it is. Up to where rows were folded, the folded ones tell.
 */
function rebuildPosts(tx: Tx, workspaceId: string): Promise<number> {
  const moments = each(
    (name) =>
      `max(r.observed_at) filter (where r.${name} <> 0 and r.source = 'pull') as ${name}_at`,
  );
  return countRows(
    tx,
    sql`
    with f as (
      select p.id as post_id, min(r.observed_at) as first_at, max(r.observed_at) as last_at,
        max(r.observed_at) filter (where r.source = 'webhook') as heard_at,
        max(r.observed_at) filter (where r.source = 'carried') as carried_to,
        ${each((name) => `coalesce(sum(r.${name}), 0)::bigint as ${name}`)}, ${moments}
      from posts p
      left join post_counts c on c.post_id = p.id
      left join metrics r on r.post_id = p.id
      where p.workspace_id = ${workspaceId}::uuid and (c.post_id is not null or r.post_id is not null)
      group by p.id),
    different as materialized (
      select f.post_id, ${each((name) => `f.${name}`)},
        ${each((name) => `coalesce(k.${name}_at, f.${name}_at)`)},
        least(f.first_at, k.first_at), greatest(f.last_at, k.last_at),
        greatest(f.heard_at, k.heard_at), greatest(f.carried_to, k.carried_to)
      from f left join post_counts k on k.post_id = f.post_id
      where ${isDifferent} or f.carried_to > coalesce(k.carried_to, '-infinity')),
    put as (
      insert into post_counts (workspace_id, published_at, post_id, ${names},
        ${each((name) => `${name}_at`)}, first_at, last_at, heard_at, carried_to)
      select ${workspaceId}::uuid, p.published_at, d.*
      from different d join posts p on p.id = d.post_id
      on conflict (post_id) do update set ${updates},
        ${each((name) => `${name}_at = excluded.${name}_at`)},
        first_at = excluded.first_at, last_at = excluded.last_at,
        heard_at = excluded.heard_at, carried_to = excluded.carried_to)
    select count(*)::int as rows from different`,
  );
}

/** Gives a cell to every counted post that has none. */
async function placePosts(tx: Tx, workspaceId: string): Promise<void> {
  const unplaced = sql`
    from post_counts c join posts p on p.id = c.post_id join social_accounts a on a.id = p.account_id
    where c.workspace_id = ${workspaceId}::uuid and c.first_at is not null
      and not exists (select from rollup_cells l where l.id = c.cell_id)`;
  const { rows } = (await tx.execute(sql`
    select distinct a.sandbox, p.platform, p.campaign_id as "campaignId",
      p.variant_id as "variantId", p.account_id as "accountId" ${unplaced}`)) as unknown as {
    rows: CellOwner[];
  };
  if (rows.length === 0) return;
  await openCells(tx, workspaceId, rows);
  await tx.execute(sql`
    update post_counts set cell_id = f.cell_id
    from (select c.post_id, (
        select l.id from rollup_cells l
        where l.workspace_id = c.workspace_id and l.kind = 'leaf' and l.sandbox = a.sandbox
          and l.platform = p.platform and l.account_id = p.account_id
          and l.campaign_id is not distinct from p.campaign_id
          and l.variant_id is not distinct from p.variant_id) as cell_id ${unplaced}) f
    where post_counts.post_id = f.post_id`);
}

const wentOut = sql`p.published_at is not null and p.visibility is distinct from 'draft'`;

/** Opens the cells of posts that went out and were not counted yet. */
async function openOut(tx: Tx, workspaceId: string): Promise<void> {
  const { rows } = (await tx.execute(sql`
    select distinct a.sandbox, p.platform, p.campaign_id as "campaignId",
      p.variant_id as "variantId", p.account_id as "accountId"
    from posts p join social_accounts a on a.id = p.account_id
    where p.workspace_id = ${workspaceId}::uuid and ${wentOut} and not exists (
      select from rollup_cells l where l.workspace_id = p.workspace_id and l.key = ${leafKeySql})
    `)) as unknown as { rows: CellOwner[] };
  await openCells(tx, workspaceId, rows);
}

/** What was ever told of a cell's posts stays told, also when the posts are gone. */
async function rebuildTold(tx: Tx, workspaceId: string): Promise<void> {
  await tx.execute(sql`
    update rollup_cells r set told = r.told | f.told
    from (
      select t.cell_id, bit_or(${postTold}) as told
      from post_counts c join posts p on p.id = c.post_id join rollup_cells l on l.id = c.cell_id
      cross join lateral (values (l.id), (l.campaign_cell_id), (l.whole_cell_id), (l.account_cell_id))
        as t(cell_id)
      where c.workspace_id = ${workspaceId}::uuid group by 1) f
    where r.id = f.cell_id and r.told & f.told <> f.told`);
}

/** Of what was folded into carried rows only the rollups know the time: those from before then stay. */
function rebuildQuarters(tx: Tx, workspaceId: string): Promise<number> {
  const quarterOf = (column: string) =>
    sql.raw(`date_bin('15 minutes', ${column}, 'epoch'::timestamptz)`);
  return countRows(
    tx,
    sql`
    with since as materialized (
      select coalesce(${quarterOf("max(carried_to)")} + interval '15 minutes', '-infinity') as at
      from post_counts where workspace_id = ${workspaceId}::uuid),
    -- Noted since: the posts below tell it too.
    noted as (delete from rollup_posts where workspace_id = ${workspaceId}::uuid),
    leaves as (
      select c.cell_id, ${quarterOf("r.observed_at")} as bucket, ${sums}, 0 as posts
      from metrics r join post_counts c on c.post_id = r.post_id
      where r.workspace_id = ${workspaceId}::uuid and r.source <> 'carried'
        and r.observed_at >= (select at from since) group by 1, 2
      union all select l.id, ${quarterOf("p.published_at")}, ${each(() => "0")}, count(*)
      from posts p join social_accounts a on a.id = p.account_id
      join rollup_cells l on l.workspace_id = p.workspace_id and l.key = ${leafKeySql}
      where p.workspace_id = ${workspaceId}::uuid and ${wentOut}
        and p.published_at >= (select at from since) group by 1, 2),
    f as (
      select t.cell_id, r.bucket, ${keptSums}
      from leaves r join rollup_cells l on l.id = r.cell_id
      cross join lateral (values (l.id), (l.campaign_cell_id), (l.whole_cell_id), (l.account_cell_id))
        as t(cell_id)
      group by 1, 2),
    k as (
      select q.* from rollup_quarters q join rollup_cells l on l.id = q.cell_id
      where l.workspace_id = ${workspaceId}::uuid and q.bucket >= (select at from since)),
    different as materialized (
      select coalesce(f.cell_id, k.cell_id) as cell_id, coalesce(f.bucket, k.bucket) as bucket,
        f.cell_id is null as extra, ${rollup((name) => `f.${name}`)}
      from f full join k on k.cell_id = f.cell_id and k.bucket = f.bucket where ${isOff}),
    gone as (
      delete from rollup_quarters q using different d
      where d.extra and q.cell_id = d.cell_id and q.bucket = d.bucket),
    put as (
      insert into rollup_quarters (cell_id, bucket, ${kept})
      select cell_id, bucket, ${kept} from different where not extra
      on conflict (cell_id, bucket) do update set ${keptUpdates})
    select count(*)::int as rows from different`,
  );
}
