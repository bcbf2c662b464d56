import { and, eq, isNotNull, sql } from "drizzle-orm";
import { type Counts, sumCounts } from "@/lib/domain/metrics";
import { catalog } from "@/lib/platforms/catalog";
import { METRIC_NAMES, type MetricName } from "@/lib/platforms/entry";
import { isTold } from "@/lib/platforms/is-told";
import type { Platform } from "@/lib/platforms/platform";
import type { Reader } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { posts } from "@/server/db/schema/posts";
import { postCounts } from "@/server/db/schema/rollups";
import type { EvidenceScope } from "./read-window";

/** All that was ever counted, by variant id. */
export async function readTotals(
  reader: Reader,
  scope: EvidenceScope,
): Promise<Map<string, Counts>> {
  const total = (name: MetricName) => sql<number>`coalesce(sum(${postCounts[name]}), 0)::float8`;
  const rows = await reader
    .select({
      variantId: posts.variantId,
      scopes: socialAccounts.scopes,
      views: total("views"),
      likes: total("likes"),
      shares: total("shares"),
      comments: total("comments"),
      clicks: total("clicks"),
      saves: total("saves"),
      conversions: total("conversions"),
    })
    .from(posts)
    .innerJoin(postCounts, eq(postCounts.postId, posts.id))
    .innerJoin(socialAccounts, eq(socialAccounts.id, posts.accountId))
    .where(
      and(
        eq(posts.workspaceId, scope.workspaceId),
        eq(posts.campaignId, scope.campaignId),
        eq(posts.platform, scope.platform),
        eq(socialAccounts.sandbox, scope.sandbox),
        isNotNull(posts.variantId),
      ),
    )
    .groupBy(posts.variantId, socialAccounts.id);
  const groups = Map.groupBy(rows, (row) => row.variantId ?? "");
  return new Map(
    [...groups].map(([variantId, group]) => [
      variantId,
      sumCounts(group.map(({ scopes, ...counts }) => toKnown(scope.platform, scopes, counts))),
    ]),
  );
}

/** What a platform can't tell is unknown, not zero. */
function toKnown(
  platform: string,
  scopes: readonly string[],
  counts: Record<MetricName, number>,
): Partial<Counts> {
  const known = METRIC_NAMES.filter((name) => isTold(catalog[platform as Platform], name, scopes));
  return Object.fromEntries(known.map((name) => [name, Number(counts[name])]));
}
