import { and, desc, eq, gte, isNotNull, isNull, lte, ne, or, sql } from "drizzle-orm";
import type { WeekPost } from "@/lib/domain/best-time/observe-week";
import { COMPARED_AT_MS } from "@/lib/domain/compared-ages";
import { catalog } from "@/lib/platforms/catalog";
import type { MetricName } from "@/lib/platforms/entry";
import type { Platform } from "@/lib/platforms/platform";
import type { Reader } from "@/server/db/client";
import { posts } from "@/server/db/schema/posts";
import { metrics } from "@/server/db/schema/results";

const LOOK_BACK_MS = 365 * 86_400_000;
const MAX_POSTS = 400;

const INTERACTIONS = ["likes", "comments", "shares", "clicks", "saves"] as const;

/** The account's latest posts that are old enough, each with its counts at the age all are compared at. */
export async function readWeekPosts(
  reader: Reader,
  account: { id: string; workspaceId: string; platform: string },
  now: Date,
): Promise<WeekPost[]> {
  const told = catalog[account.platform as Platform].metrics;
  const counted = (name: MetricName) => told[name] !== null;
  const rows = await reader
    .select({
      publishedAt: posts.publishedAt,
      campaignId: posts.campaignId,
      views: sumOf(["views"]),
      interactions: sumOf(INTERACTIONS.filter(counted)),
      clicks: sumOf(["clicks"]),
    })
    .from(posts)
    .innerJoin(
      metrics,
      and(
        eq(metrics.postId, posts.id),
        // A post that nobody read in time is left out: nothing counted is not nothing happened.
        sql`${metrics.observedAt} <= ${posts.publishedAt} + ${`${COMPARED_AT_MS} milliseconds`}::interval`,
      ),
    )
    .where(and(ofAccount(account), isSettled(now)))
    .groupBy(posts.id)
    .orderBy(desc(posts.publishedAt), desc(posts.id))
    .limit(MAX_POSTS);
  return rows.flatMap(({ publishedAt, campaignId, views, interactions, clicks }) =>
    publishedAt === null
      ? []
      : [
          {
            ...{ publishedAt, campaignId },
            views: counted("views") ? views : null,
            interactions: INTERACTIONS.some(counted) ? interactions : null,
            clicks: counted("clicks") ? clicks : null,
          },
        ],
  );
}

const ofAccount = ({ id, workspaceId }: { id: string; workspaceId: string }) =>
  and(eq(posts.workspaceId, workspaceId), eq(posts.accountId, id));

const isSettled = (now: Date) =>
  and(
    isNotNull(posts.publishedAt),
    lte(posts.publishedAt, new Date(now.getTime() - COMPARED_AT_MS)),
    gte(posts.publishedAt, new Date(now.getTime() - LOOK_BACK_MS)),
    or(isNull(posts.visibility), ne(posts.visibility, "draft")),
  );

const sumOf = (names: readonly MetricName[]) =>
  names.length === 0
    ? sql<number>`0`.mapWith(Number)
    : // A count fills an integer by itself, and changes told late can leave less than nothing at an age.
      sql<number>`greatest(coalesce(sum(${sql.join(
        names.map((name) => sql`${metrics[name]}::bigint`),
        sql` + `,
      )}), 0), 0)`.mapWith(Number);
