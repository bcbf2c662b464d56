import { type SQL, sql } from "drizzle-orm";
import type { HeatMapView, ResultsQuery } from "@/lib/contracts/analytics";
import { engagementsIn, engagementsOf } from "@/lib/domain/metrics";
import { catalog } from "@/lib/platforms/catalog";
import { METRIC_NAMES, type MetricName } from "@/lib/platforms/entry";
import type { Platform } from "@/lib/platforms/platform";
import { isKnownCount } from "@/lib/platforms/told-bits";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { inWorld, wentOut } from "./query-posts-out";
import { kindOf, toSums } from "./query-sums";
import {
  endOf,
  type ResultsScope,
  type ResultsWindow,
  readResults,
  toWindow,
} from "./results-scope";
import { cellsOf, rowsOf } from "./rollup-rows";

const sums = (type: string): SQL =>
  sql.raw(METRIC_NAMES.map((name) => `sum(${name})${type} as ${name}`).join(", "));

type Dates = HeatMapView["cells"][number]["dates"];
type Row = Record<MetricName, number> & { hour: string; dates: Dates };

const noDates: Dates = { views: 0, engagements: 0, clicks: 0 };

/** By hour and weekday of the zone: when results came in, and how many posts went out. */
export function getHeatMap(ctx: Ctx, query: ResultsQuery): Promise<HeatMapView> {
  return readResults(ctx, query, async (tx, scope) => {
    const counted = await queryHours(tx, scope);
    const posts = await queryPosts(tx, scope);
    const hours = [...new Set([...counted.keys(), ...posts.keys()])].sort();
    const cells = hours.map((hour) => {
      const own = counted.get(hour);
      const [weekday = 0, hourOfDay = 0] = hour.split(" ").map(Number);
      return {
        ...{ weekday, hour: hourOfDay, posts: posts.get(hour) ?? 0 },
        ...{ views: own?.views ?? 0, clicks: own?.clicks ?? 0 },
        engagements: own ? engagementsOf(toSums(own)) : 0,
        dates: own?.dates ?? noDates,
      };
    });
    const seen = toWindow(scope);
    const end = Math.min(endOf(seen, scope.now).getTime(), scope.now.getTime());
    return {
      ...{ timeZone: scope.zone, cells, told: await readTold(tx, scope) },
      from: (await readBegin(tx, scope, seen))?.toISOString() ?? null,
      to: new Date(end).toISOString(),
    };
  });
}

/** Before its first post nothing could come in: those weeks say nothing. Null: none went out. */
async function readBegin(
  tx: Tx,
  scope: ResultsScope,
  { from }: ResultsWindow,
): Promise<Date | null> {
  const { rows } = await tx.execute<{ at: number }>(sql`
    select (extract(epoch from p.published_at) * 1000)::float8 as at from posts p
    where ${wentOut(scope, { from: null, to: null }, scope.now)} and ${inWorld(scope)}
    order by p.published_at limit 1`);
  const first = rows[0]?.at;
  return first === undefined ? null : new Date(Math.max(first, from?.getTime() ?? first));
}

async function readTold(tx: Tx, scope: ResultsScope): Promise<HeatMapView["told"]> {
  const { rows } = await tx.execute<{ platform: Platform; told: number }>(sql`
    select c.platform, bit_or(c.told) as told from (${cellsOf(scope, kindOf(scope))}) c
    group by c.platform`);
  const isTold = (name: MetricName) =>
    rows.some(({ platform, told }) => isKnownCount(catalog[platform], name, told));
  return { views: isTold("views"), clicks: isTold("clicks") };
}

/** As "1 09": Monday at nine. */
const hourOf = (at: string, zone: string): SQL =>
  sql`to_char(${sql.raw(at)} at time zone ${zone}, 'ID HH24')`;

const datesOf = (zone: string): SQL => {
  const days = (value: string) =>
    sql`count(distinct (slot at time zone ${zone})::date) filter (where ${sql.raw(value)} > 0)`;
  return sql`json_build_object('views', ${days("views")}, 'clicks', ${days("clicks")},
    'engagements', ${days(engagementsIn("q"))}) as dates`;
};

/** Summed by quarter first: there are fewer of them to name an hour for. */
async function queryHours(tx: Tx, scope: ResultsScope): Promise<Map<string, Row>> {
  const { rows } = await tx.execute<Row>(sql`
    with c as materialized (${cellsOf(scope, kindOf(scope))}),
    q as (
      select slot, ${sums("")} from (${rowsOf("c", scope, toWindow(scope), "quarter")}) w
      group by slot)
    select ${hourOf("slot", scope.zone)} as hour, ${sums("::float8")},
      ${datesOf(scope.zone)} from q group by 1`);
  return new Map(rows.map((row) => [row.hour, row]));
}

async function queryPosts(tx: Tx, scope: ResultsScope): Promise<Map<string, number>> {
  const window = toWindow(scope);
  const { rows } = await tx.execute<{ hour: string; posts: number }>(sql`
    select ${hourOf("p.published_at", scope.zone)} as hour, count(*)::int as posts
    from posts p where ${wentOut(scope, window, endOf(window, scope.now))} and ${inWorld(scope)}
    group by 1`);
  return new Map(rows.map(({ hour, posts }) => [hour, posts]));
}
