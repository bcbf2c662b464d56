import { and, eq, inArray, sql } from "drizzle-orm";
import type { Tx } from "@/server/db/client";
import { rollupZones } from "@/server/db/schema/rollups";
import type { Runtime } from "@/server/runtime";
import { MOST_ZONES, readZones } from "./home-zones";
import { holdRollups } from "./rollup-lock";
import { ROLLUP_NAMES } from "./rollup-names";

const names = sql.raw(ROLLUP_NAMES.join(", "));
const sums = sql.raw(ROLLUP_NAMES.map((name) => `sum(q.${name})`).join(", "));

/** Keeps a workspace's days and weeks in this zone from now on, beginning with those that passed. */
export async function keepZone(
  { database }: Pick<Runtime, "database">,
  workspaceId: string,
  zone: string,
): Promise<void> {
  await database.db.transaction(async (tx) => {
    // A long history takes as long as it takes.
    await tx.execute(sql`set local statement_timeout = 0`);
    await holdRollups(tx, workspaceId);
    if (!(await makeRoom(tx, workspaceId, zone))) return;
    const [zoneRow] = await tx
      .insert(rollupZones)
      .values({ workspaceId, zone })
      .onConflictDoNothing()
      .returning({ id: rollupZones.id });
    if (!zoneRow) return;
    await tx.execute(sql`
      insert into rollup_days (cell_id, zone_id, day, ${names})
      select q.cell_id, ${zoneRow.id}::int, (q.bucket at time zone ${zone})::date, ${sums}
      from rollup_quarters q join rollup_cells c on c.id = q.cell_id
      where c.workspace_id = ${workspaceId}::uuid and c.kind <> 'whole'
      group by 1, 2, 3 order by 3, 1`);
    await tx.execute(sql`
      insert into rollup_ranks (zone_id, span, begin, cell_id, views, posts)
      select ${zoneRow.id}::int, s.span,
        date_trunc(s.span, q.bucket at time zone ${zone})::date, q.cell_id, sum(q.views), sum(q.posts)
      from rollup_quarters q join rollup_cells c on c.id = q.cell_id
      cross join (values ('day'), ('week')) as s(span)
      where c.workspace_id = ${workspaceId}::uuid and c.kind = 'whole'
      group by 1, 2, 3, 4 order by 1, 2, 3, 4`);
    await tx.execute(sql`
      insert into rollup_weeks (cell_id, zone_id, week, ${names})
      select q.cell_id, q.zone_id, date_trunc('week', q.day::timestamp)::date, ${sums}
      from rollup_days q where q.zone_id = ${zoneRow.id}::int
      group by 1, 2, 3 order by 3, 1`);
  });
}

/** Where all places are taken, zones that nobody lives in any more are given up with their days. */
async function makeRoom(tx: Tx, workspaceId: string, zone: string): Promise<boolean> {
  const { home, kept } = await readZones(tx, workspaceId);
  if (kept.includes(zone)) return false;
  if (kept.length < MOST_ZONES) return true;
  const idle = kept.filter((each) => !home.has(each));
  if (idle.length === 0) return false;
  await tx
    .delete(rollupZones)
    .where(and(eq(rollupZones.workspaceId, workspaceId), inArray(rollupZones.zone, idle)));
  return kept.length - idle.length < MOST_ZONES;
}
