import { sql } from "drizzle-orm";
import { METRIC_NAMES } from "@/lib/platforms/entry";
import { ROLLUP_NAMES } from "@/server/analytics/rollup-names";
import type { Tx } from "@/server/db/client";
import { toArray } from "@/server/db/to-array";
import type { World } from "@/server/testing/world";

/** By the hour at first, then twice a day: until a month after. */
const HOURLY = 108;
const LAST_HOUR = 732;

/** Days are written by so many connections at a time. */
const LANES = 2;

const each = (toText: (name: string) => string, of: readonly string[] = ROLLUP_NAMES) =>
  sql.raw(of.map(toText).join(", "));
const names = each((name) => name);
const sums = each((name) => `sum(r.${name}) as ${name}`);

const TABLES = ["metrics", "rollup_quarters", "rollup_days", "rollup_ranks"];

interface Filling {
  /** Local days in this zone. */
  zone: string;
  days: readonly { from: Date; to: Date }[];
  /** Of ten readings those in turn that are told. */
  tenths: readonly number[];
}

/**
 * Raw rows of all posts in place of those that are there, with the rollups and totals that they add up
 * to: set by set, as counting them one by one would take hours. Returns how many raw rows there are.
 */
export async function fillResults(world: World, filling: Filling): Promise<number> {
  const rows: number[] = [];
  await atLength(world, async (tx) => {
    await tx.execute(sql.raw(`truncate ${TABLES.join(", ")} restart identity`));
    // Whoever calls does it once, in the end.
    for (const table of TABLES) {
      await tx.execute(sql.raw(`alter table ${table} set (autovacuum_enabled = off)`));
    }
    await tx.execute(sql`analyze post_counts`);
  });
  await withoutIndexes(world, TABLES, () =>
    inLanes(
      filling.days.map((day) => async () => {
        rows.push(await atLength(world, (tx) => fillDay(tx, world, filling, day)));
      }),
    ),
  );
  await atLength(world, (tx) => sumUp(tx, world));
  return rows.reduce((sum, each) => sum + each, 0);
}

/** Indexes are made anew once all rows are there: that is many times quicker than row by row. */
export async function withoutIndexes(
  world: World,
  tables: readonly string[],
  work: () => Promise<unknown>,
): Promise<void> {
  const again = await dropIndexes(world, tables);
  await work();
  await inLanes(again.map((statement) => () => atLength(world, (tx) => tx.execute(statement))));
}

/** Statements over so much take longer than the product's may, and more memory than is usual. */
export function atLength<T>({ runtime }: World, work: (tx: Tx) => Promise<T>): Promise<T> {
  return runtime.database.db.transaction(async (tx) => {
    await tx.execute(sql`select set_config('statement_timeout', '0', true),
      set_config('synchronous_commit', 'off', true), set_config('work_mem', '256MB', true),
      set_config('maintenance_work_mem', '512MB', true), set_config('jit', 'off', true),
      set_config('session_replication_role', 'replica', true)`);
    return work(tx);
  });
}

async function inLanes(works: readonly (() => Promise<unknown>)[]): Promise<void> {
  const waiting = [...works];
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await next();
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

/** All but those that other tables' keys lean on. Returns the statements that make them again. */
function dropIndexes(world: World, tables: readonly string[]) {
  return atLength(world, async (tx) => {
    const { rows } = await tx.execute<{ again: string; drop: string }>(sql`
      select case when k.oid is null then pg_get_indexdef(i.indexrelid)
          else format('alter table %I add constraint %I %s', t.relname, k.conname,
            pg_get_constraintdef(k.oid)) end as again,
        case when k.oid is null then format('drop index %I', n.relname)
          else format('alter table %I drop constraint %I', t.relname, k.conname) end as drop
      from pg_index i join pg_class n on n.oid = i.indexrelid join pg_class t on t.oid = i.indrelid
      left join pg_constraint k on k.conindid = n.oid and k.contype in ('p', 'u')
      where t.relname = any(${toArray("text", tables)})
        and not exists (select from pg_constraint f where f.contype = 'f' and f.conindid = n.oid)
      order by t.relname, n.relname`);
    for (const { drop } of rows) await tx.execute(sql.raw(drop));
    return rows.map(({ again }) => sql.raw(again));
  });
}

const atOf = (at: Date) => sql`${at.toISOString()}::timestamptz`;

/**
 * One day's readings of all posts that are old enough and not too old, as rows and as what they add to
 * the rollups. Posts go out at full hours, so readings are made at full hours too.
 */
async function fillDay(
  tx: Tx,
  { workspaceId }: World,
  { zone, tenths }: Filling,
  { from, to }: { from: Date; to: Date },
): Promise<number> {
  const own = sql`${workspaceId}::uuid`;
  const { rows } = await tx.execute<{ rows: number }>(sql`
    with z as materialized (
      select id from rollup_zones where workspace_id = ${own} and zone = ${zone}),
    r as materialized (
      select p.id as post_id, c.cell_id, t.at, 20 + n.n % 80 as views, n.n % 7 as likes,
        n.n % 3 as shares, n.n % 2 as comments, n.n % 5 as clicks, n.n % 2 as saves
      from posts p join post_counts c on c.post_id = p.id
      cross join lateral (select extract(epoch from p.published_at)::int / 3600 as hour,
        abs(hashtext(p.id::text)) % 1000 as seed) h
      cross join lateral generate_series(
        greatest(1, ${hourOf(from)}::int - h.hour),
        least(${LAST_HOUR}::int, ${hourOf(to)}::int - 1 - h.hour)) as age
      cross join lateral (select p.published_at + make_interval(hours => age) as at) t
      cross join lateral (select h.seed + case when age <= ${HOURLY}::int then age
        else ${HOURLY}::int + (age - ${HOURLY}::int) / 12 end as n) n
      where p.workspace_id = ${own} and p.published_at < ${atOf(to)}
        and p.published_at >= ${atOf(from)} - make_interval(hours => ${LAST_HOUR}::int)
        and (age <= ${HOURLY}::int or (age - ${HOURLY}::int) % 12 = 0)
        and n.n % 10 = any(${toArray("integer", tenths)})),
    raw as (
      insert into metrics (workspace_id, post_id, source, observed_at, views, likes, shares,
        comments, clicks, saves)
      select ${own}, post_id, 'pull', at, views, likes, shares, comments, clicks, saves
      from r order by at),
    out as (
      select c.cell_id, p.published_at as at, 1 as posts
      from posts p join post_counts c on c.post_id = p.id
      where p.workspace_id = ${own} and p.published_at >= ${atOf(from)}
        and p.published_at < ${atOf(to)}),
    leaves as materialized (
      select cell_id, at, ${sums} from (
        select cell_id, at, views, likes, shares, comments, clicks, saves, 0 as conversions, 0 as posts
        from r
        union all select cell_id, at, 0, 0, 0, 0, 0, 0, 0, posts from out) r group by 1, 2),
    quarters as materialized (
      select o.cell_id, r.at, ${sums} from leaves r join rollup_cells l on l.id = r.cell_id
      cross join lateral (values (l.id), (l.campaign_cell_id), (l.whole_cell_id), (l.account_cell_id))
        as o(cell_id)
      group by 1, 2),
    kept as (
      insert into rollup_quarters (cell_id, bucket, ${names})
      select cell_id, at, ${names} from quarters order by at, cell_id),
    days as (
      insert into rollup_days (cell_id, zone_id, day, ${names})
      select r.cell_id, z.id, (${atOf(from)} at time zone ${zone})::date, ${sums}
      from quarters r join rollup_cells c on c.id = r.cell_id and c.kind <> 'whole' cross join z
      group by 1, 2 order by 1),
    ranks as (
      insert into rollup_ranks (zone_id, span, begin, cell_id, views, posts)
      select z.id, 'day', (${atOf(from)} at time zone ${zone})::date, r.cell_id, sum(r.views),
        sum(r.posts)
      from quarters r join rollup_cells c on c.id = r.cell_id and c.kind = 'whole' cross join z
      group by 1, 4 order by 4)
    select count(*)::int as rows from r`);
  return rows[0]?.rows ?? 0;
}

const hourOf = (at: Date): number => at.getTime() / 3_600_000;

/** What stands on top of rows and days: weeks, and what each post has been counted up to. */
async function sumUp(tx: Tx, { workspaceId }: World): Promise<void> {
  await tx.execute(sql`truncate rollup_weeks, rollup_posts`);
  await tx.execute(sql`
    insert into rollup_weeks (cell_id, zone_id, week, ${names})
    select r.cell_id, r.zone_id, date_trunc('week', r.day::timestamp)::date, ${sums}
    from rollup_days r group by 1, 2, 3 order by 3, 1`);
  await tx.execute(sql`
    insert into rollup_ranks (zone_id, span, begin, cell_id, views, posts)
    select r.zone_id, 'week', date_trunc('week', r.begin::timestamp)::date, r.cell_id, sum(r.views),
      sum(r.posts)
    from rollup_ranks r group by 1, 3, 4 order by 3, 4`);
  await tx.execute(sql`
    update post_counts c set ${each((name) => `${name} = r.${name}`, METRIC_NAMES)},
      ${each((name) => `${name}_at = case when r.${name} <> 0 then r.last_at end`, METRIC_NAMES)},
      first_at = r.first_at, last_at = r.last_at
    from (
      select r.post_id, min(r.observed_at) as first_at, max(r.observed_at) as last_at,
        ${each((name) => `sum(r.${name}) as ${name}`, METRIC_NAMES)}
      from metrics r where r.workspace_id = ${workspaceId}::uuid group by 1) r
    where c.post_id = r.post_id`);
}
