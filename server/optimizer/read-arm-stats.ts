import { sql } from "drizzle-orm";
import type { ArmStats } from "@/lib/domain/bandit/policy";
import type { Goal } from "@/lib/domain/metrics";
import type { Reader } from "@/server/db/client";

export interface ArmRow {
  campaignId: string;
  platform: string;
  variantId: string;
  /** Posts with at least one reading, and posts that wait for one. */
  posts: number;
  pending: number;
  views: number;
  interactions: number;
  clicks: number;
  /** Means over posts of a ratio in [0, 1]. */
  engagement: number;
  ctr: number;
  maxViews: number;
}

export type ArmRows = ReadonlyMap<string, ArmRow>;

/**
 * What the posts of each variant earned in one world, by variant id; variants without posts are
 * absent. What the sandbox's made-up audience did never speaks for a real one.
 */
export async function readArmRows(
  reader: Reader,
  campaignIds: readonly string[],
  sandbox: boolean,
): Promise<ArmRows> {
  if (campaignIds.length === 0) return new Map();
  const ids = sql.join(
    campaignIds.map((id) => sql`${id}::uuid`),
    sql`, `,
  );
  const { rows } = (await reader.execute(sql`
    with counted as (
      select p.campaign_id, p.platform, p.variant_id, p.status, m.post_id is not null as known,
        greatest(coalesce(m.views, 0), 0) as views, greatest(coalesce(m.clicks, 0), 0) as clicks,
        greatest(coalesce(m.interactions, 0), 0) as interactions
      from posts p
      join social_accounts a on a.id = p.account_id and a.sandbox = ${sandbox}
      left join (
        select post_id, sum(views)::float8 as views, sum(clicks)::float8 as clicks,
          sum(likes + comments + shares + clicks + saves)::float8 as interactions
        from metrics where post_id in (select id from posts where campaign_id in (${ids}))
        group by post_id) m on m.post_id = p.id
      where p.campaign_id in (${ids}) and p.variant_id is not null
        and p.status in ('published', 'deleted', 'publishing', 'pending', 'unknown', 'queued'))
    select campaign_id, platform, variant_id,
      count(*) filter (where known)::int as posts,
      count(*) filter (where not known and status <> 'deleted')::int as pending,
      coalesce(sum(views) filter (where known), 0)::float8 as views,
      coalesce(sum(interactions) filter (where known), 0)::float8 as interactions,
      coalesce(sum(clicks) filter (where known), 0)::float8 as clicks,
      coalesce(avg(case when views > 0 then least(interactions / views, 1) else 0 end)
        filter (where known), 0)::float8 as engagement,
      coalesce(avg(case when views > 0 then least(clicks / views, 1) else 0 end)
        filter (where known), 0)::float8 as ctr,
      coalesce(max(views) filter (where known), 0)::float8 as max_views
    from counted group by campaign_id, platform, variant_id`)) as unknown as {
    rows: Record<string, unknown>[];
  };
  return new Map(rows.map((row) => [String(row.variant_id), toArmRow(row)]));
}

function toArmRow(row: Record<string, unknown>): ArmRow {
  return {
    campaignId: String(row.campaign_id),
    platform: String(row.platform),
    variantId: String(row.variant_id),
    posts: Number(row.posts),
    pending: Number(row.pending),
    views: Number(row.views),
    interactions: Number(row.interactions),
    clicks: Number(row.clicks),
    engagement: Number(row.engagement),
    ctr: Number(row.ctr),
    maxViews: Number(row.max_views),
  };
}

/** An arm that nothing was posted of yet. */
export const emptyArm = (of: Pick<ArmRow, "campaignId" | "platform" | "variantId">): ArmRow => ({
  ...of,
  ...{ posts: 0, pending: 0, views: 0, interactions: 0, clicks: 0 },
  ...{ engagement: 0, ctr: 0, maxViews: 0 },
});

/** The arms of one campaign on one platform, in the order given, rewarded by its goal. */
export function toArmStats(variantIds: readonly string[], rows: ArmRows, goal: Goal): ArmStats[] {
  const found = variantIds.map((id) => rows.get(id));
  const maxViews = Math.max(0, ...found.map((row) => row?.maxViews ?? 0));
  return variantIds.map((armId, i) => {
    const row = found[i];
    if (!row) return { armId, posts: 0, pending: 0, reward: 0, successes: 0, trials: 0 };
    const { posts, pending } = row;
    return { armId, posts, pending, ...toReward(row, goal, maxViews) };
  });
}

function toReward(row: ArmRow, goal: Goal, maxViews: number) {
  switch (goal) {
    case "reach": {
      const reward = row.posts > 0 && maxViews > 0 ? row.views / (row.posts * maxViews) : 0;
      return { reward, successes: row.views, trials: row.posts };
    }
    case "engagement":
      return { reward: row.engagement, successes: row.interactions, trials: row.views };
    case "ctr":
      return { reward: row.ctr, successes: row.clicks, trials: row.views };
  }
}
