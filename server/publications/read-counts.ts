import { eq, inArray, sql } from "drizzle-orm";
import type { PublicationPost } from "@/lib/contracts/publish";
import { catalog } from "@/lib/platforms/catalog";
import { METRIC_NAMES, type MetricName } from "@/lib/platforms/entry";
import { isTold } from "@/lib/platforms/is-told";
import { Platform } from "@/lib/platforms/platform";
import type { Reader } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { posts } from "@/server/db/schema/posts";
import { metrics } from "@/server/db/schema/results";

export type Counts = NonNullable<PublicationPost["counts"]>;

/** What has been counted for each post. What the platform can't tell, or nobody read yet, is null. */
export async function readCounts(
  reader: Reader,
  postIds: readonly string[],
): Promise<Map<string, Counts>> {
  if (postIds.length === 0) return new Map();
  const sum = (name: MetricName) => sql<number | null>`sum(${metrics[name]})::float8`;
  const sums = Object.fromEntries(METRIC_NAMES.map((name) => [name, sum(name)])) as Record<
    MetricName,
    ReturnType<typeof sum>
  >;
  const rows = await reader
    .select({
      ...sums,
      postId: posts.id,
      platform: posts.platform,
      isRead: sql<boolean>`bool_or(${posts.metricsPulledAt} is not null)`,
      scopes: socialAccounts.scopes,
    })
    .from(posts)
    .innerJoin(socialAccounts, eq(socialAccounts.id, posts.accountId))
    .leftJoin(metrics, eq(metrics.postId, posts.id))
    .where(inArray(posts.id, [...postIds]))
    .groupBy(posts.id, socialAccounts.id);
  return new Map(
    rows.map((row) => {
      const entry = catalog[Platform.parse(row.platform)];
      const countOf = (name: MetricName) =>
        isTold(entry, name, row.scopes) ? (row[name] ?? (row.isRead ? 0 : null)) : null;
      const counts = Object.fromEntries(METRIC_NAMES.map((name) => [name, countOf(name)]));
      return [row.postId, counts as Counts];
    }),
  );
}
