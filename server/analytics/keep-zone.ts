import { sql } from "drizzle-orm";
import { METRIC_NAMES } from "@/lib/platforms/entry";
import type { Tx } from "@/server/db/client";
import { rollupZones } from "@/server/db/schema/rollups";
import type { Runtime } from "@/server/runtime";
import { holdRollups } from "./rollup-lock";

/** Each zone is written with every count: others are summed from quarters when they are read. */
export const MOST_ZONES = 12;

const names = sql.raw(METRIC_NAMES.join(", "));
const sums = sql.raw(METRIC_NAMES.map((name) => `sum(q.${name})`).join(", "));

/** Keeps a workspace's days in this zone from now on, beginning with those that passed. */
export async function keepZone(
  { database }: Pick<Runtime, "database">,
  workspaceId: string,
  zone: string,
): Promise<void> {
  await database.db.transaction(async (tx) => {
    // A long history takes as long as it takes.
    await tx.execute(sql`set local statement_timeout = 0`);
    await holdRollups(tx, workspaceId);
    if (await isFull(tx, workspaceId)) return;
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
      where c.workspace_id = ${workspaceId}::uuid
      group by 1, 2, 3 order by 3, 1`);
  });
}

async function isFull(tx: Tx, workspaceId: string): Promise<boolean> {
  const { rows } = await tx.execute<{ zones: number }>(
    sql`select count(*)::int as zones from rollup_zones where workspace_id = ${workspaceId}::uuid`,
  );
  return (rows[0]?.zones ?? 0) >= MOST_ZONES;
}
