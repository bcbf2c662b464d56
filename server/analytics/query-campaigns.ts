import { sql } from "drizzle-orm";
import type { MetricName } from "@/lib/platforms/entry";
import { METRIC_NAMES } from "@/lib/platforms/entry";
import type { Platform } from "@/lib/platforms/platform";
import type { Tx } from "@/server/db/client";
import { type CellSums, toCellSums } from "./query-sums";
import { endOf, type ResultsScope, type ResultsWindow } from "./results-scope";
import { cellsOf, rowsOf } from "./rollup-rows";

/** Rows of days that are added up at most: what a list of campaigns may cost. */
const MOST_ROWS = 6000;
/** Nor may more cells be looked up. */
const MOST_CELLS = 400;
const DAY_MS = 86_400_000;

const sums = sql.raw(METRIC_NAMES.map((name) => `sum(m.${name})::float8 as ${name}`).join(", "));

interface CampaignCell {
  id: number;
  campaignId: string | null;
}

type Row = Record<MetricName, number> & {
  platform: Platform;
  accountId: string | null;
  campaignId: string | null;
  variantId: string | null;
};

/**
 * What each campaign's cells had in the window, and how many campaigns were not looked at. Where
 * there are too many for that, those are that `posts` says most went out of.
 */
export async function queryCampaigns(
  tx: Tx,
  scope: ResultsScope,
  window: ResultsWindow,
  posts: ReadonlyMap<string | null, number>,
): Promise<{ cells: CellSums[]; leftOut: number }> {
  // Cells of a campaign are of all accounts.
  const kind = scope.query.accountId ? "leaf" : "campaign";
  const { rows: all } = await tx.execute<CampaignCell & Record<string, unknown>>(
    sql`select id, campaign_id as "campaignId" from (${cellsOf(scope, kind)}) c`,
  );
  const chosen = chooseCampaigns(
    all,
    posts,
    Math.min(MOST_CELLS, MOST_ROWS / daysOf(scope, window)),
  );
  if (chosen.cells.length === 0) return { cells: [], leftOut: 0 };
  const { rows } = await tx.execute<Row>(sql`
    with c as materialized (
      select r.id, r.platform, r.account_id, r.campaign_id, r.variant_id from rollup_cells r
      where r.id = any(${`{${chosen.cells.join(",")}}`}::int[]))
    select c.platform, null as "accountId", c.campaign_id as "campaignId", null as "variantId", ${sums}
    from (${rowsOf("c", scope, window, "none")}) m join c on c.id = m.cell
    group by c.platform, c.campaign_id`);
  return { cells: rows.map(toCellSums), leftOut: chosen.leftOut };
}

/** As many as their cells can be afforded of, and ten in any case. */
function chooseCampaigns(
  all: readonly CampaignCell[],
  posts: ReadonlyMap<string | null, number>,
  mostCells: number,
): { cells: number[]; leftOut: number } {
  const byCampaign = [...Map.groupBy(all, ({ campaignId }) => campaignId)].toSorted(
    ([a], [b]) => (posts.get(b) ?? 0) - (posts.get(a) ?? 0),
  );
  const cells: number[] = [];
  let taken = 0;
  for (const [, own] of byCampaign) {
    if (taken >= 10 && cells.length + own.length > mostCells) break;
    cells.push(...own.map(({ id }) => id));
    taken++;
  }
  const rest = byCampaign.slice(taken).filter(([id]) => posts.has(id));
  return { cells, leftOut: rest.length };
}

function daysOf({ now, zoneId }: ResultsScope, window: ResultsWindow): number {
  if (!window.from) return 365;
  const days = (endOf(window, now).getTime() - window.from.getTime()) / DAY_MS;
  // Without days that are kept, each is some quarters.
  return Math.max(1, days) * (zoneId === null ? 12 : 1);
}
