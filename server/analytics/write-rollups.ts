import { type SQL, sql } from "drizzle-orm";
import type { Tx } from "@/server/db/client";
import { toArray } from "@/server/db/to-array";
import type { Sum } from "./add-up";
import { ROLLUP_NAMES, type RollupName } from "./rollup-names";

/**
 * Adds sums to quarters, days and weeks: in the order of their keys, so that two writers never wait
 * for each other crosswise.
 */
export async function writeRollups(
  tx: Tx,
  workspaceId: string,
  sums: readonly Sum[],
): Promise<void> {
  const names = ROLLUP_NAMES.filter((name) => sums.some(({ counts }) => counts[name]));
  const list = (of: (name: RollupName) => string) =>
    sql.raw(names.map((name) => `, ${of(name)}`).join(""));
  const numbers = (type: "integer" | "float8" | "bigint", of: (sum: Sum) => number) =>
    toArray(type, sums.map(of));
  const columns: SQL[] = [
    numbers("integer", ({ cell }) => cell),
    numbers("float8", ({ bucket }) => bucket),
    ...names.map((name) => numbers("bigint", ({ counts }) => counts[name] ?? 0)),
  ];
  const plain = list((name) => name);
  const summed = (of: string) => list((name) => `sum(${of}.${name}) as ${name}`);
  const ranked = (name: "views" | "posts") =>
    sql.raw(names.includes(name) ? `sum(d.${name})` : "0");
  // A row that is there already, but for which only zeros were told, stays as it is.
  const added = (table: string, key: string) =>
    names.length === 0
      ? sql`on conflict do nothing`
      : sql.raw(
          `on conflict (${key}) do update set ${names
            .map((name) => `${name} = ${table}.${name} + excluded.${name}`)
            .join(", ")}`,
        );
  await tx.execute(sql`
    with q as materialized (
      select r.cell_id, c.kind = 'whole' as is_whole, to_timestamp(r.bucket / 1000) as bucket${plain}
      from unnest(${sql.join(columns, sql`, `)}) as r(cell_id, bucket${plain})
      join rollup_cells c on c.id = r.cell_id),
    d as materialized (
      select q.cell_id, z.id as zone_id, (q.bucket at time zone z.zone)::date as day, q.is_whole${summed("q")}
      from q join rollup_zones z on z.workspace_id = ${workspaceId}::uuid group by 1, 2, 3, 4),
    quarters as (
      insert into rollup_quarters (cell_id, bucket${plain})
      select cell_id, bucket${plain} from q order by 1, 2
      ${added("rollup_quarters", "cell_id, bucket")}),
    days as (
      insert into rollup_days (cell_id, zone_id, day${plain})
      select cell_id, zone_id, day${plain} from d where not is_whole order by 1, 2, 3
      ${added("rollup_days", "cell_id, zone_id, day")}),
    ranks as (
      insert into rollup_ranks as k (zone_id, span, begin, cell_id, views, posts)
      select d.zone_id, s.span, date_trunc(s.span, d.day::timestamp)::date, d.cell_id,
        ${ranked("views")}, ${ranked("posts")}
      from d cross join (values ('day'), ('week')) as s(span)
      where d.is_whole group by 1, 2, 3, 4 order by 1, 2, 3, 4
      on conflict (zone_id, span, begin, cell_id) do update
        set views = k.views + excluded.views, posts = k.posts + excluded.posts
        where excluded.views <> 0 or excluded.posts <> 0)
    insert into rollup_weeks (cell_id, zone_id, week${plain})
    select d.cell_id, d.zone_id, date_trunc('week', d.day::timestamp)::date as week${summed("d")}
    from d where not d.is_whole group by 1, 2, 3 order by 1, 2, 3
    ${added("rollup_weeks", "cell_id, zone_id, week")}`);
}
