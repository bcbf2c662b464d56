import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/server/db/client";
import { countRows } from "./count-rows";
import { ROLLUP_NAMES, type RollupName } from "./rollup-names";

interface Kept {
  table: string;
  /** Its primary key, with the cell and the zone. */
  keys: readonly string[];
  names: readonly RollupName[];
  /** What the table should hold: rows of keys and names. */
  sums: SQL;
}

const keptSums = sql.raw(
  ROLLUP_NAMES.map((name) => `sum(r.${name})::bigint as ${name}`).join(", "),
);

/** Days, weeks and ranks as quarters have them, in each zone that they are kept in. Returns how many differed. */
export async function rebuildDays(tx: Tx, workspaceId: string): Promise<number> {
  const days = await putRight(tx, workspaceId, {
    ...{ table: "rollup_days", keys: ["cell_id", "zone_id", "day"], names: ROLLUP_NAMES },
    sums: sql`
      select r.cell_id, z.id as zone_id, (r.bucket at time zone z.zone)::date as day, ${keptSums}
      from rollup_zones z join rollup_cells l on l.workspace_id = z.workspace_id
      join rollup_quarters r on r.cell_id = l.id
      where z.workspace_id = ${workspaceId}::uuid and l.kind <> 'whole' group by 1, 2, 3`,
  });
  const weeks = await putRight(tx, workspaceId, {
    ...{ table: "rollup_weeks", keys: ["cell_id", "zone_id", "week"], names: ROLLUP_NAMES },
    sums: sql`
      select r.cell_id, r.zone_id, date_trunc('week', r.day::timestamp)::date as week, ${keptSums}
      from rollup_zones z join rollup_days r on r.zone_id = z.id
      where z.workspace_id = ${workspaceId}::uuid group by 1, 2, 3`,
  });
  const ranks = await putRight(tx, workspaceId, {
    ...{ table: "rollup_ranks", keys: ["zone_id", "span", "begin", "cell_id"] },
    names: ["views", "posts"],
    sums: sql`
      select z.id as zone_id, s.span, date_trunc(s.span, r.bucket at time zone z.zone)::date as begin,
        r.cell_id, sum(r.views)::bigint as views, sum(r.posts)::bigint as posts
      from rollup_zones z join rollup_cells l on l.workspace_id = z.workspace_id
      join rollup_quarters r on r.cell_id = l.id
      cross join (values ('day'), ('week')) as s(span)
      where z.workspace_id = ${workspaceId}::uuid and l.kind = 'whole' group by 1, 2, 3, 4`,
  });
  return days + weeks + ranks;
}

/** A row that is kept though nothing is in it does no harm. */
function putRight(tx: Tx, workspaceId: string, { table, keys, names, sums }: Kept) {
  const list = (of: readonly string[], toSql: (name: string) => string, by = ", ") =>
    sql.raw(of.map(toSql).join(by));
  const own = sql.raw(table);
  const columns = list([...keys, ...names], (name) => name);
  const same = (left: string, right: string) =>
    list(keys, (key) => `${left}.${key} = ${right}.${key}`, " and ");
  return countRows(
    tx,
    sql`
    with f as (${sums}),
    k as (
      select r.* from ${own} r join rollup_zones z on z.id = r.zone_id
      where z.workspace_id = ${workspaceId}::uuid),
    different as materialized (
      select ${list(keys, (key) => `coalesce(f.${key}, k.${key}) as ${key}`)},
        f.cell_id is null as extra, ${list(names, (name) => `f.${name}`)}
      from f full join k on ${same("f", "k")}
      where (${list(names, (name) => `f.${name}`)}) is distinct from (${list(names, (name) => `k.${name}`)})
        and (f.cell_id is not null or ${list(names, (name) => `k.${name} <> 0`, " or ")})),
    gone as (delete from ${own} r using different d where d.extra and ${same("r", "d")}),
    put as (
      insert into ${own} (${columns}) select ${columns} from different where not extra
      on conflict (${list(keys, (key) => key)})
        do update set ${list(names, (name) => `${name} = excluded.${name}`)})
    select count(*)::int as rows from different`,
  );
}
