import { sql } from "drizzle-orm";
import type { VariantResult } from "@/lib/contracts/analytics";
import type { OverviewView } from "@/lib/contracts/overview";
import { METRIC_NAMES, type MetricName } from "@/lib/platforms/entry";
import type { Platform } from "@/lib/platforms/platform";
import type { Reader } from "@/server/db/client";
import { groupResults, poolContest, type ResultCell } from "./group-results";
import type { OverviewScope } from "./overview-scope";
import { toCounts, toSums } from "./query-sums";
import { readCampaignNames, readVariantNames } from "./read-names";

const windowMs = 28 * 86_400_000;
const fewestPosts = 3;
/** The newest of the four weeks: a larger workspace has its leaders in fewer days. */
const mostPosts = 5000;

type Arm = Pick<VariantResult, "letter" | "label" | "rate" | "posts">;

/**
 * The best-proved variant by the posts of four weeks, or null. Nothing leads while the intervals
 * overlap.
 */
export async function findLeader(
  db: Reader,
  scope: OverviewScope,
): Promise<OverviewView["finding"]> {
  const cells = await queryArms(db, scope);
  const names = await readCampaignNames(
    db,
    scope.workspaceId,
    cells.map(({ campaignId }) => campaignId),
  );
  const variants = await readVariantNames(
    db,
    scope.workspaceId,
    cells.map(({ variantId }) => variantId),
  );
  const contests = Map.groupBy(cells, (cell) => `${cell.campaignId} ${cell.platform}`);
  let best: { margin: number; finding: NonNullable<OverviewView["finding"]> } | null = null;
  for (const contest of contests.values()) {
    const campaign = names.get(contest[0]?.campaignId ?? "");
    const platform = contest[0]?.platform;
    if (!campaign || !platform) continue;
    const pooled = poolContest(campaign.objective, contest);
    const arms = contest.flatMap((cell) => {
      const name = variants.get(cell.variantId ?? "");
      return name ? [{ ...name, ...groupResults(campaign.objective, [cell], pooled) }] : [];
    });
    const leader = pickLeader(arms);
    if (!leader || (best && best.margin >= leader.margin)) continue;
    const { letter, label } = leader.arm;
    const finding = {
      campaignId: campaign.id,
      campaignName: campaign.name,
      platform,
      letter: letter ?? "",
      label,
    };
    best = { margin: leader.margin, finding };
  }
  return best?.finding ?? null;
}

type Row = Record<MetricName, number> & {
  platform: Platform;
  campaignId: string;
  variantId: string;
  posts: number;
  viewsByPost: number[];
  told: number;
};

const sums = sql.raw(METRIC_NAMES.map((name) => `sum(n.${name})::float8 as ${name}`).join(", "));

/** What the posts of each variant have been counted up to. */
async function queryArms(db: Reader, scope: OverviewScope): Promise<ResultCell[]> {
  const from = new Date(scope.now.getTime() - windowMs).toISOString();
  const { rows } = await db.execute<Row>(sql`
    select r.platform, r.campaign_id as "campaignId", r.variant_id as "variantId",
      count(*)::int as posts, array_agg(n.views::float8) as "viewsByPost",
      bit_or(r.told) as told, ${sums}
    from (
      select * from post_counts c
      where c.workspace_id = ${scope.workspaceId}::uuid and c.published_at >= ${from}::timestamptz
      order by c.published_at desc limit ${mostPosts}::int) n
    join rollup_cells r on r.id = n.cell_id and r.workspace_id = ${scope.workspaceId}::uuid
    where r.sandbox = ${scope.sandbox} and r.campaign_id is not null and r.variant_id is not null
    group by 1, 2, 3`);
  return rows.map(({ platform, campaignId, variantId, posts, viewsByPost, ...row }) => ({
    ...{ platform, campaignId, variantId, posts, viewsByPost },
    accountId: null,
    counts: toCounts(platform, toSums(row), row.told),
  }));
}

/** The arm whose whole interval lies above every other's; one with few posts may still win. */
export function pickLeader<A extends Arm>(arms: readonly A[]): { arm: A; margin: number } | null {
  const [first, ...others] = arms.toSorted((a, b) => (b.rate.value ?? 0) - (a.rate.value ?? 0));
  if (!first || others.length === 0 || first.rate.low === null) return null;
  if (arms.some((arm) => arm.posts < fewestPosts)) return null;
  const rival = Math.max(...others.map((arm) => arm.rate.high ?? 1));
  const margin = first.rate.low - rival;
  return margin > 0 ? { arm: first, margin } : null;
}
