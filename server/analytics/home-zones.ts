import { sql } from "drizzle-orm";
import { canonicalZone } from "@/lib/domain/zones";
import type { Reader } from "@/server/db/client";

/** Each zone is written with every count: others are summed from quarters when they are read. */
export const MOST_ZONES = 12;

export interface WorkspaceZones {
  /** Of its members, of itself, and of what it has scheduled. Anybody can ask in any other. */
  home: Set<string>;
  kept: string[];
}

type Row = { zone: string; kept: boolean };

/** The zones that a workspace lives in, and those that its days are kept in. */
export async function readZones(db: Reader, workspaceId: string): Promise<WorkspaceZones> {
  const own = sql`workspace_id = ${workspaceId}::uuid`;
  const { rows } = await db.execute<Row>(sql`
    select time_zone as zone, false as kept from workspaces where id = ${workspaceId}::uuid
    union select u.time_zone, false from memberships m join users u on u.id = m.user_id
      where m.${own} and u.time_zone is not null
    union select time_zone, false from schedules where ${own}
    union select time_zone, false from report_schedules where ${own}
    union all select zone, true from rollup_zones where ${own}`);
  return {
    home: new Set(rows.flatMap(({ zone, kept }) => (kept ? [] : canonicalZone(zone)))),
    kept: rows.flatMap(({ zone, kept }) => (kept ? zone : [])),
  };
}

/** Whether days of this zone are to be kept: one that nobody lives in takes no place, and gives way. */
export const hasPlaceFor = (zone: string, { home, kept }: WorkspaceZones): boolean =>
  home.has(zone) &&
  !kept.includes(zone) &&
  kept.filter((each) => home.has(each)).length < MOST_ZONES;
