import { sql } from "drizzle-orm";
import type { Tx } from "@/server/db/client";
import type { Runtime } from "@/server/runtime";
import { addUp } from "./add-up";
import { type CellOwner, leafKey, openCells } from "./rollup-cells";
import { sharesRollups } from "./rollup-lock";
import { writeRollups } from "./write-rollups";

const BATCH = 5000;

/** Adds what went out since the last time to the rollups. Returns how many changes that were. */
export async function countPostsOut({ database }: Pick<Runtime, "database">): Promise<number> {
  const { rows } = (await database.db.execute(
    sql`select distinct workspace_id as id from rollup_posts order by 1`,
  )) as unknown as { rows: { id: string }[] };
  let counted = 0;
  for (const { id } of rows) {
    for (;;) {
      const batch = await database.db.transaction(async (tx) => {
        await tx.execute(sql`select 1 where ${sharesRollups(id)}`);
        return countBatch(tx, id);
      });
      counted += batch;
      if (batch < BATCH) break;
    }
  }
  return counted;
}

type Row = CellOwner & { rows: number; posts: number; observedAt: number };

/** Whoever calls holds the workspace's rollups, or shares them. Returns how many changes were added. */
export async function countBatch(tx: Tx, workspaceId: string, most = BATCH): Promise<number> {
  const { rows } = (await tx.execute(sql`
    with gone as (
      delete from rollup_posts where id in (
        select id from rollup_posts where workspace_id = ${workspaceId}::uuid
        order by id limit ${most}::int for update skip locked)
      returning *)
    select a.sandbox, o.platform, o.campaign_id as "campaignId", o.variant_id as "variantId",
      o.account_id as "accountId", count(*)::int as rows, sum(o.posts)::int as posts,
      (extract(epoch from o.published_at) * 1000)::float8 as "observedAt"
    from gone o join social_accounts a on a.id = o.account_id
    group by 1, 2, 3, 4, 5, o.published_at`)) as unknown as { rows: Row[] };
  const changed = rows.filter(({ posts }) => posts !== 0);
  const cells = await openCells(tx, workspaceId, changed);
  const added = changed.flatMap((row) => {
    const own = cells.get(leafKey(row));
    const { posts, observedAt } = row;
    return own ? [{ post: { cells: own }, observedAt, changes: { posts } }] : [];
  });
  if (added.length > 0) await writeRollups(tx, workspaceId, addUp(added));
  return rows.reduce((sum, row) => sum + row.rows, 0);
}
