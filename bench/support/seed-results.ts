import { sql } from "drizzle-orm";
import { DateTime } from "luxon";
import pg from "pg";
import { METRIC_NAMES } from "@/lib/platforms/entry";
import { toToldBits } from "@/lib/platforms/told-bits";
import type { Tx } from "@/server/db/client";
import { toArray } from "@/server/db/to-array";
import { toUuids } from "@/server/db/uuid";
import { addAccount, type World } from "@/server/testing/world";
import { atLength, fillResults, withoutIndexes } from "./fill-results";

export const DAYS = 90;
const CAMPAIGNS = 1000;
const PLATFORMS = ["x", "facebook", "instagram", "linkedin"] as const;
const ACCOUNTS = 10;
const VARIANTS = 3;
/** Of each variant one goes out in so many days, one variant after the other. */
const EVERY_DAYS = 14;

const begin = new Date("2025-12-02T00:00:00Z");
/** Where the clock stands. */
export const end = new Date(begin.getTime() + DAYS * 86_400_000);

/** A thousand campaigns with their posts of ninety days on four platforms, and nothing counted. */
export async function seedPosts(world: World): Promise<void> {
  world.runtime.clock.set(end);
  const own = sql`${world.workspaceId}::uuid`;
  await atLength(world, async (tx) => {
    await tx.execute(sql`
      insert into campaigns (id, workspace_id, name, brief, objective, platforms, brand,
        variants_per_platform, status)
      select gen_random_uuid(), ${own}, 'Campaign ' || n, 'n' || n, 'engagement',
        ${toArray("text", PLATFORMS)}, '{"tone":"","bannedWords":[],"maxLength":null}',
        ${VARIANTS}::int, 'active'
      from generate_series(0, ${CAMPAIGNS - 1}::int) n`);
    await tx.execute(sql`
      insert into variants (id, workspace_id, campaign_id, platform, ordinal, label, text, source,
        content_hash)
      select gen_random_uuid(), ${own}, c.id, p, o, 'Variant ' || o, 'Text', 'person', 'hash'
      from campaigns c, unnest(c.platforms) p, generate_series(0, ${VARIANTS - 1}::int) o
      where c.workspace_id = ${own}`);
  });
  const accounts = await seedAccounts(world);
  await withoutIndexes(world, ["posts", "post_counts"], async () => {
    await atLength(world, (tx) => insertPosts(tx, world, accounts));
    await atLength(world, (tx) => insertCells(tx, world));
  });
}

interface Account {
  id: string;
  platform: string;
  nth: number;
}

async function seedAccounts(world: World): Promise<Account[]> {
  const accounts: Account[] = [];
  for (const platform of PLATFORMS) {
    for (let nth = 0; nth < ACCOUNTS; nth++) {
      const { id } = await addAccount(world, { platform, handle: `@${platform}${nth}` });
      accounts.push({ id, platform, nth });
    }
  }
  return accounts;
}

async function insertPosts(tx: Tx, world: World, accounts: readonly Account[]): Promise<void> {
  const own = sql`${world.workspaceId}::uuid`;
  const ids = toUuids(accounts.map(({ id }) => id));
  const platforms = toArray(
    "text",
    accounts.map(({ platform }) => platform),
  );
  const places = toArray(
    "integer",
    accounts.map(({ nth }) => nth),
  );
  await tx.execute(sql`
    insert into posts (id, workspace_id, campaign_id, account_id, platform, variant_id, slot_at,
      due_at, deadline_at, next_at, published_at, metrics_pulled_at, status, visibility,
      idempotency_key, content)
    select gen_random_uuid(), ${own}, c.id, a.id, v.platform, v.id, t.at, t.at, t.at, t.at, t.at,
      ${end.toISOString()}::timestamptz, 'published', 'live', gen_random_uuid()::text,
      '{"format":null,"title":null,"text":"A post of the campaign","media":[],"options":{}}'
    from campaigns c
    join variants v on v.campaign_id = c.id
    join unnest(${ids}, ${platforms}, ${places}) as a(id, platform, nth)
      on a.platform = v.platform and a.nth = substr(c.brief, 2)::int % ${ACCOUNTS}::int
    cross join generate_series(0, ${Math.floor(DAYS / EVERY_DAYS)}::int) w
    cross join lateral (select ${begin.toISOString()}::timestamptz + make_interval(
      days => w * ${EVERY_DAYS}::int + v.ordinal * 4,
      hours => substr(c.brief, 2)::int % 24) as at) t
    where c.workspace_id = ${own} and t.at < ${end.toISOString()}::timestamptz
    order by t.at`);
}

/** What readings tell. */
const TOLD = toToldBits(METRIC_NAMES.filter((name) => name !== "conversions"));

/** As they are made with the first count of each post. */
async function insertCells(tx: Tx, world: World): Promise<void> {
  const own = sql`${world.workspaceId}::uuid`;
  // What is joined below is new: without this it would be taken for a few rows.
  await tx.execute(sql`analyze posts`);
  await tx.execute(sql`
    insert into rollup_cells (workspace_id, kind, sandbox, platform, campaign_id, variant_id,
      account_id, key, told)
    select distinct ${own}, k.kind, true, o.platform, o.campaign_id, o.variant_id, o.account_id,
      k.kind || ' sandbox ' || o.platform || ' ' || coalesce(o.campaign_id::text, '') || ' ' ||
        coalesce(o.variant_id::text, '') || ' ' || coalesce(o.account_id::text, ''),
      case when k.kind = 'whole' then 0 else ${TOLD}::int end
    from posts p cross join unnest(array['campaign', 'whole', 'account', 'leaf']) as k(kind)
    cross join lateral (select case when k.kind = 'whole' then '' else p.platform end as platform,
      case when k.kind <> 'account' then p.campaign_id end as campaign_id,
      case when k.kind = 'leaf' then p.variant_id end as variant_id,
      case when k.kind in ('account', 'leaf') then p.account_id end as account_id) o
    where p.workspace_id = ${own}`);
  await tx.execute(sql`analyze rollup_cells`);
  await tx.execute(sql`
    update rollup_cells l set campaign_cell_id = c.id, whole_cell_id = w.id, account_cell_id = a.id
    from rollup_cells c, rollup_cells w, rollup_cells a
    where l.workspace_id = ${own} and l.kind = 'leaf'
      and c.workspace_id = ${own} and c.kind = 'campaign' and c.campaign_id = l.campaign_id
      and c.platform = l.platform
      and w.workspace_id = ${own} and w.kind = 'whole' and w.campaign_id = l.campaign_id
      and a.workspace_id = ${own} and a.kind = 'account' and a.account_id = l.account_id`);
  await tx.execute(sql`
    insert into post_counts (post_id, workspace_id, cell_id, published_at, first_at, last_at)
    select p.id, p.workspace_id, l.id, p.published_at, p.published_at, p.published_at
    from posts p join rollup_cells l on l.workspace_id = p.workspace_id and l.kind = 'leaf'
      and l.variant_id = p.variant_id and l.account_id = p.account_id
    where p.workspace_id = ${own} order by p.published_at`);
}

/**
 * Raw rows of all posts by age, with totals and rollups: of ten readings those in turn that `tenths`
 * names. Returns how many rows there are.
 */
export async function seedMetrics(
  world: World,
  zone: string,
  tenths: readonly number[],
): Promise<number> {
  const days: { from: Date; to: Date }[] = [];
  for (
    let at = DateTime.fromJSDate(begin, { zone }).startOf("day");
    at.toMillis() < end.getTime();
  ) {
    const next = at.plus({ days: 1 });
    const to = Math.min(next.toMillis(), end.getTime());
    days.push({ from: at.toJSDate(), to: new Date(to) });
    at = next;
  }
  const rows = await fillResults(world, { zone, days, tenths });
  await vacuum(world);
  return rows;
}

/** As autovacuum does in time. Neither in a transaction nor within the product's limit. */
async function vacuum({ runtime }: World): Promise<void> {
  const { rows } = await runtime.database.executeSql("select current_database() as name");
  const url = new URL(process.env.TEST_DATABASE_URL ?? "");
  url.pathname = `/${String(rows[0]?.name)}`;
  const client = new pg.Client({ connectionString: url.toString() });
  await client.connect();
  await client.query("vacuum analyze");
  await client.end();
}
