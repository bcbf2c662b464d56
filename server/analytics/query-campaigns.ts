import { type SQL, sql } from "drizzle-orm";
import { METRIC_NAMES } from "@/lib/platforms/entry";
import type { Platform } from "@/lib/platforms/platform";
import type { Tx } from "@/server/db/client";
import { notedPosts } from "./noted-posts";
import { type CellSums, isAny, toCellSums } from "./query-sums";
import type { ResultsScope, ResultsWindow } from "./results-scope";
import { ROLLUP_NAMES, type RollupSums } from "./rollup-names";
import { type CellKind, cellsOf, rankRows, rowsOf } from "./rollup-rows";

/** Of more, those with the most views are told. */
const MOST_CAMPAIGNS = 50;

type Row = RollupSums & {
  platform: Platform;
  accountId: string | null;
  campaignId: string | null;
  variantId: string | null;
  campaigns: number;
};

const sums = sql.raw(
  ROLLUP_NAMES.map((name) => `coalesce(sum(m.${name}), 0)::float8 as ${name}`).join(", "),
);
const plain = sql.raw(ROLLUP_NAMES.map((name) => `m.${name}`).join(", "));
const noSums = sql.raw(METRIC_NAMES.map(() => "0").join(", "));

/**
 * What the campaigns with the most views had in the window, by platform; and how many others there are.
 * Posts without a campaign are told apart like a campaign's.
 */
export async function queryCampaigns(
  tx: Tx,
  scope: ResultsScope,
  window: ResultsWindow,
): Promise<{ cells: CellSums[]; leftOut: number }> {
  const { accountId, platform } = scope.query;
  // Cells of a campaign are of all accounts; as a whole it is also of all platforms.
  const kind: CellKind = accountId ? "leaf" : "campaign";
  const ranked: CellKind = accountId || platform ? kind : "whole";
  const ranking =
    ranked === "whole"
      ? rankRows("c", scope, window)
      : rowsOf("c", scope, window, "none", ["views", "posts"]);
  const { rows } = await tx.execute<Row>(sql`
    with c as materialized (${cellsOf(scope, ranked)}),
    n as materialized (${notedPosts(scope, window)}),
    ranks as materialized (
      select r.campaign_id, sum(r.views) as views, sum(r.posts) as posts from (
        select c.campaign_id, c.told, m.views, m.posts
        from (${ranking}) m join c on c.id = m.cell
        union all select n.campaign_id, 0, 0, n.posts from n) r
      group by 1 having ${isAny}),
    top as materialized (
      select campaign_id from ranks
      order by views desc, posts desc, campaign_id limit ${MOST_CAMPAIGNS}::int),
    d as materialized (${cellsIn("top", scope, kind)})
    select m.platform, null as "accountId", m.campaign_id as "campaignId", null as "variantId",
      (select count(*)::int from ranks) as campaigns, ${sums}
    from (
      select d.platform, d.campaign_id, d.told, ${plain}
      from (${rowsOf("d", scope, window, "none")}) m join d on d.id = m.cell
      union all select n.platform, n.campaign_id, 0, ${noSums}, n.posts
      from n join top on top.campaign_id is not distinct from n.campaign_id) m
    group by m.platform, m.campaign_id having ${isAny}`);
  const campaigns = new Set(rows.map(({ campaignId }) => campaignId)).size;
  return { cells: rows.map(toCellSums), leftOut: (rows[0]?.campaigns ?? campaigns) - campaigns };
}

/** Each campaign's cells are looked up by its id: how many other campaigns there are does not matter. */
const cellsIn = (owners: string, scope: ResultsScope, kind: CellKind): SQL => sql`
  select c.* from ${sql.raw(owners)} o join (${cellsOf(scope, kind)}) c
    on c.campaign_id = o.campaign_id
  union all
  select c.* from (${cellsOf(scope, kind)}) c
  where c.campaign_id is null and exists (select from ${sql.raw(owners)} o where o.campaign_id is null)`;
