import { sql } from "drizzle-orm";
import type { ContentEngagement } from "@/lib/contracts/engagement";
import { engagementRate, engagementsIn, engagementsOf } from "@/lib/domain/metrics";
import { canonicalZone } from "@/lib/domain/zones";
import { METRIC_NAMES, type MetricName } from "@/lib/platforms/entry";
import type { Platform } from "@/lib/platforms/platform";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { notFound } from "@/server/errors";
import { viewerZone } from "@/server/workspaces/viewer-zone";
import { postTold } from "./note-told";
import { toCounts, toSums } from "./query-sums";
import { TOLD_AT } from "./read-freshness";

type Row = Record<MetricName, number> & {
  platform: Platform;
  accountId: string;
  campaignId: string | null;
  variantId: string | null;
  permalink: string | null;
  publishedAt: number | null;
  freshAt: number | null;
  foldedTo: number | null;
  told: number;
};

type Day = ContentEngagement["days"][number];

const toIso = (at: number | null): string | null =>
  at === null ? null : new Date(at).toISOString();

/** What one published post has been counted up to, and what came in by day. @throws `not_found`. */
export async function getContentEngagement(
  ctx: Ctx,
  postId: string,
  query: { timeZone?: string | undefined },
): Promise<ContentEngagement> {
  const timeZone = query.timeZone ? canonicalZone(query.timeZone) : await viewerZone(ctx);
  return ctx.db.transaction(
    async (tx) => {
      const row = await readTotals(tx, ctx, postId);
      const { platform, accountId, campaignId, variantId, permalink } = row;
      const sums = toSums(row);
      return {
        publishedContentId: postId,
        ...{ platform, accountId, campaignId, variantId, permalink, timeZone },
        ...{ publishedAt: toIso(row.publishedAt), freshAt: toIso(row.freshAt) },
        foldedTo: toIso(row.foldedTo),
        counts: toCounts(platform, sums, row.told),
        engagements: engagementsOf(sums),
        rate: engagementRate(sums),
        days: await readDays(tx, ctx, postId, timeZone),
      };
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}

async function readTotals(tx: Tx, { workspaceId }: Ctx, postId: string): Promise<Row> {
  const totals = METRIC_NAMES.map((name) => `coalesce(c.${name}, 0)::float8 as ${name}`);
  const { rows } = await tx.execute<Row>(sql`
    select p.platform, p.account_id as "accountId", p.campaign_id as "campaignId",
      p.variant_id as "variantId", p.permalink,
      (extract(epoch from p.published_at) * 1000)::float8 as "publishedAt",
      (extract(epoch from ${sql.raw(TOLD_AT)}) * 1000)::float8 as "freshAt",
      (extract(epoch from c.carried_to) * 1000)::float8 as "foldedTo",
      ${sql.raw(totals.join(", "))}, (${postTold}) as told
    from posts p left join post_counts c on c.post_id = p.id
    where p.workspace_id = ${workspaceId}::uuid and p.id = ${postId}::uuid`);
  const [row] = rows;
  if (!row) throw notFound("post");
  return row;
}

async function readDays(
  tx: Tx,
  { workspaceId }: Ctx,
  postId: string,
  zone: string,
): Promise<Day[]> {
  const { rows } = await tx.execute<Day>(sql`
    select (m.observed_at at time zone ${zone})::date::text as day, sum(m.views)::float8 as views,
      sum(${sql.raw(engagementsIn("m"))})::float8 as engagements,
      sum(m.clicks)::float8 as clicks, sum(m.conversions)::float8 as conversions
    from metrics m
    where m.workspace_id = ${workspaceId}::uuid and m.post_id = ${postId}::uuid
    group by 1 order by 1`);
  return rows;
}
