import { eq, inArray, isNotNull } from "drizzle-orm";
import type { PublicationPost } from "@/lib/contracts/publish";
import { catalog } from "@/lib/platforms/catalog";
import { METRIC_NAMES, type MetricName } from "@/lib/platforms/entry";
import { isReported } from "@/lib/platforms/is-reported";
import { isTold } from "@/lib/platforms/is-told";
import { Platform } from "@/lib/platforms/platform";
import type { Reader } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { posts } from "@/server/db/schema/posts";
import { postCounts } from "@/server/db/schema/rollups";

export type Counts = NonNullable<PublicationPost["counts"]>;

/** What has been counted for each post. What the platform can't tell, or nobody read yet, is null. */
export async function readCounts(
  reader: Reader,
  postIds: readonly string[],
): Promise<Map<string, Counts>> {
  if (postIds.length === 0) return new Map();
  const rows = await reader
    .select({
      counted: postCounts,
      postId: posts.id,
      platform: posts.platform,
      isRead: isNotNull(posts.metricsPulledAt).mapWith(Boolean),
      linked: isNotNull(posts.links).mapWith(Boolean),
      scopes: socialAccounts.scopes,
    })
    .from(posts)
    .innerJoin(socialAccounts, eq(socialAccounts.id, posts.accountId))
    .leftJoin(postCounts, eq(postCounts.postId, posts.id))
    .where(inArray(posts.id, [...postIds]));
  return new Map(
    rows.map((row) => {
      const entry = catalog[Platform.parse(row.platform)];
      const { counted, linked } = row;
      const unread = row.isRead ? 0 : null;
      const countOf = (name: MetricName) => {
        if (!isTold(entry, name, row.scopes)) return null;
        const [count, readAt] = [counted?.[name] ?? 0, counted?.[`${name}At`] ?? null];
        const isOthers = entry.metrics[name] === "ingest";
        if (isOthers && !isReported(name, { count, readAt, linked })) return null;
        return counted?.firstAt ? count : unread;
      };
      const counts = Object.fromEntries(METRIC_NAMES.map((name) => [name, countOf(name)]));
      return [row.postId, counts as Counts];
    }),
  );
}
