import { type SQL, sql } from "drizzle-orm";
import type { Platform } from "@/lib/platforms/platform";
import type { Tx } from "@/server/db/client";
import { kindOf } from "./query-sums";
import { endOf, type ResultsScope, type ResultsWindow } from "./results-scope";
import { cellsOf, matches } from "./rollup-rows";

/** Beyond so many, posts are not looked at one by one, and no range is told. */
export const MOST_POSTS = 2000;

export type PostViews = {
  platform: Platform;
  accountId: string;
  campaignId: string | null;
  variantId: string | null;
  views: number;
};

type Row = PostViews & { isFew: boolean };

/**
 * What each post that was counted in the window has been seen so far. Of which posts the window's
 * views are is not kept: they are taken to be spread like these. Null: there are too many.
 */
export async function queryPostViews(
  tx: Tx,
  scope: ResultsScope,
  window: ResultsWindow,
): Promise<PostViews[] | null> {
  const { rows } = await tx.execute<Row>(sql`
    with newest as materialized (${newestOf(scope, window)}),
    few as (select count(*) <= ${MOST_POSTS}::int as is_few from newest)
    select few.is_few as "isFew", s.* from few left join lateral (
      select r.platform, r.account_id as "accountId", r.campaign_id as "campaignId",
        r.variant_id as "variantId", n.views::float8 as views
      from newest n join rollup_cells r on r.id = n.cell_id
      where few.is_few and ${matches(scope, "r")} and r.sandbox = ${scope.sandbox}) s on true`);
  if (!rows[0]?.isFew) return null;
  return rows.filter(({ platform }) => platform !== null);
}

/** One more than can be looked at, of those that were counted in the window. */
function newestOf(scope: ResultsScope, window: ResultsWindow): SQL {
  const to = sql`${endOf(window, scope.now).toISOString()}::timestamptz`;
  const from = window.from?.toISOString();
  const counted = sql`c.first_at < ${to} ${from ? sql`and c.last_at >= ${from}::timestamptz` : sql``}`;
  if (kindOf(scope) === "leaf") {
    return sql`select c.cell_id, c.views from (${cellsOf(scope, "leaf")}) l
      join post_counts c on c.cell_id = l.id where ${counted} limit ${MOST_POSTS + 1}::int`;
  }
  return sql`select c.cell_id, c.views from (
      select * from post_counts o
      where o.workspace_id = ${scope.workspaceId}::uuid and o.published_at < ${to}
      order by o.published_at desc limit ${MOST_POSTS + 1}::int) c
    where ${counted}`;
}

/** Views of each post as far as they lie in the window, which has so many of all. */
export function spread(views: readonly number[], inWindow: number | null): number[] {
  const all = views.reduce((sum, each) => sum + each, 0);
  const share = all > 0 ? Math.min(1, Math.max(0, (inWindow ?? 0) / all)) : 0;
  return views.map((each) => each * share);
}
