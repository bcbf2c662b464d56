import { type SQL, sql } from "drizzle-orm";
import type { HeatMapView, ResultsQuery } from "@/lib/contracts/analytics";
import { engagementsOf } from "@/lib/domain/metrics";
import { METRIC_NAMES, type MetricName } from "@/lib/platforms/entry";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { inWorld, wentOut } from "./query-posts-out";
import { kindOf, toSums } from "./query-sums";
import { endOf, type ResultsScope, readResults, toWindow } from "./results-scope";
import { cellsOf, rowsOf } from "./rollup-rows";

const sums = (type: string): SQL =>
  sql.raw(METRIC_NAMES.map((name) => `sum(${name})${type} as ${name}`).join(", "));

type Row = Record<MetricName, number> & { hour: string };

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
      };
    });
    return { timeZone: scope.zone, cells };
  });
}

/** As "1 09": Monday at nine. */
const hourOf = (at: string, zone: string): SQL =>
  sql`to_char(${sql.raw(at)} at time zone ${zone}, 'ID HH24')`;

/** Summed by quarter first: there are fewer of them to name an hour for. */
async function queryHours(tx: Tx, scope: ResultsScope): Promise<Map<string, Row>> {
  const { rows } = await tx.execute<Row>(sql`
    with c as materialized (${cellsOf(scope, kindOf(scope))}),
    q as (
      select slot, ${sums("")} from (${rowsOf("c", scope, toWindow(scope.query), "quarter")}) w
      group by slot)
    select ${hourOf("slot", scope.zone)} as hour, ${sums("::float8")} from q group by 1`);
  return new Map(rows.map((row) => [row.hour, row]));
}

async function queryPosts(tx: Tx, scope: ResultsScope): Promise<Map<string, number>> {
  const window = toWindow(scope.query);
  const { rows } = await tx.execute<{ hour: string; posts: number }>(sql`
    select ${hourOf("p.published_at", scope.zone)} as hour, count(*)::int as posts
    from posts p where ${wentOut(scope, window, endOf(window, scope.now))} and ${inWorld(scope)}
    group by 1`);
  return new Map(rows.map(({ hour, posts }) => [hour, posts]));
}
