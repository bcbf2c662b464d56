import { type SQL, sql } from "drizzle-orm";
import { COMPARED_AGES_S } from "@/lib/domain/compared-ages";
import { quarterOf } from "@/lib/domain/quarter-hour";
import { METRIC_NAMES } from "@/lib/platforms/entry";
import { toUuids } from "@/server/db/uuid";
import type { Runtime } from "@/server/runtime";
import { hashOfId } from "./folded-ids";
import { holdRollups } from "./rollup-lock";

const DAY_MS = 86_400_000;
const ROWS_LOOKED_AT = 5000;
/** So many batches in one minute; the rest comes with the next. */
const MOST_BATCHES = 20;

type Parts = Pick<Runtime, "database" | "clock">;

const names = sql.raw(METRIC_NAMES.join(", "));
const sums = sql.raw(METRIC_NAMES.map((name) => `sum(${name}) as ${name}`).join(", "));
const largest = sql.raw(METRIC_NAMES.map((name) => `abs(sum(${name}))`).join(", "));

/**
 * Once a day, folds the single changes that a workspace keeps no longer: of each post one row stays
 * for every stretch between the ages at which posts are compared. Totals, rollups, what a post had at
 * those ages, and which ids were counted stay as they were. Returns how many posts were folded.
 */
export async function thinMetrics(parts: Parts): Promise<number> {
  let folded = 0;
  let batches = MOST_BATCHES;
  for (const due of await listDue(parts)) {
    let after: Place | null = { at: "-infinity", id: "0" };
    while (after !== null && batches > 0) {
      batches--;
      const batch = await foldBatch(parts, due, after);
      folded += batch.posts;
      after = batch.next;
    }
    if (after !== null) return folded;
    await parts.database.db.execute(sql`
      update workspaces set thinned_at = ${parts.clock.now().toISOString()}::timestamptz
      where id = ${due.workspaceId}::uuid`);
  }
  return folded;
}

interface Due {
  workspaceId: string;
  /** What was observed before is folded. */
  before: string;
}

interface Place {
  at: string;
  id: string;
}

async function listDue({ database, clock }: Parts): Promise<Due[]> {
  const now = clock.now().getTime();
  const { rows } = (await database.db.execute(sql`
    select id, (settings->>'rawDays')::int as days from workspaces
    where settings->>'rawDays' is not null
      and (thinned_at is null or thinned_at <= ${new Date(now - DAY_MS).toISOString()}::timestamptz)
    order by thinned_at nulls first, id`)) as unknown as { rows: { id: string; days: number }[] };
  return rows.map(({ id, days }) => ({
    workspaceId: id,
    before: new Date(quarterOf(now - days * DAY_MS)).toISOString(),
  }));
}

/** Goes on behind the last row looked at: what can't be folded is not looked at twice. */
async function foldBatch(
  { database }: Parts,
  { workspaceId, before }: Due,
  after: Place,
): Promise<{ posts: number; next: Place | null }> {
  const { rows } = (await database.db.execute(sql`
    select post_id as "postId", observed_at::text as at, id::text from metrics
    where workspace_id = ${workspaceId}::uuid and observed_at < ${before}::timestamptz
      and (observed_at, id) > (${after.at}::timestamptz, ${after.id}::bigint)
      and source <> 'carried'
    order by observed_at, id limit ${ROWS_LOOKED_AT}`)) as unknown as {
    rows: (Place & { postId: string })[];
  };
  const last = rows.at(-1);
  if (!last) return { posts: 0, next: null };
  const ids = [...new Set(rows.map(({ postId }) => postId))];
  const posts = await database.db.transaction(async (tx) => {
    // Whoever counts meanwhile could look for an id before its row is folded, and write it after.
    await holdRollups(tx, workspaceId);
    await tx.execute(sql`
      select 1 from post_counts
      where workspace_id = ${workspaceId}::uuid and post_id = any(${toUuids(ids)})
      order by post_id for no key update`);
    const done = await tx.execute(fold(workspaceId, ids, before));
    return done.rows.length;
  });
  return { posts, next: rows.length < ROWS_LOOKED_AT ? null : last };
}

/** More than a row can hold stays in the rows that hold it. */
function fold(workspaceId: string, ids: readonly string[], before: string): SQL {
  const ages = sql.raw(`array[${COMPARED_AGES_S.join(", ")}]`);
  return sql`
    with old as materialized (
      select m.*, (
          select count(*) from unnest(${ages}) as age
          where m.observed_at > p.published_at + make_interval(secs => age)) as stretch
      from metrics m join posts p on p.id = m.post_id
      where m.post_id = any(${toUuids(ids)}) and m.workspace_id = ${workspaceId}::uuid
        and m.observed_at < ${before}::timestamptz),
    summed as materialized (
      select post_id, stretch, max(observed_at) as observed_at, ${sums} from old
      group by post_id, stretch having greatest(${largest}) <= 2000000000),
    gone as (
      delete from metrics m using old o, summed s
      where m.id = o.id and s.post_id = o.post_id and s.stretch = o.stretch),
    known as (
      insert into folded_ids (workspace_id, id_hash)
      select ${workspaceId}::uuid, ${hashOfId(sql`o.dedupe_key`)}
      from old o join summed s on s.post_id = o.post_id and s.stretch = o.stretch
      where o.dedupe_key is not null on conflict do nothing),
    put as (
      insert into metrics (workspace_id, post_id, source, observed_at, ${names})
      select ${workspaceId}::uuid, post_id, 'carried', observed_at, ${names} from summed)
    update post_counts c set carried_to = greatest(c.carried_to, s.at)
    from (select post_id, max(observed_at) as at from summed group by post_id) s
    where c.post_id = s.post_id returning c.post_id`;
}
