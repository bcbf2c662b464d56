import { and, eq, gte, lt, type SQL } from "drizzle-orm";
import type { Platform } from "@/lib/platforms/platform";
import { socialAccounts } from "@/server/db/schema/accounts";
import { posts } from "@/server/db/schema/posts";
import { metrics } from "@/server/db/schema/results";

export interface SummaryFilter {
  workspaceId: string;
  /** Which world is shown; the two are never added up. */
  sandbox: boolean;
  platform?: Platform | undefined;
  campaignId?: string | undefined;
  /** Null: from the first result. */
  from: Date | null;
  /** Not included. */
  to: Date;
}

/** Posts in view. The query must join their account. */
export function matchPosts(filter: SummaryFilter): SQL | undefined {
  return and(
    eq(posts.workspaceId, filter.workspaceId),
    eq(socialAccounts.sandbox, filter.sandbox),
    filter.platform ? eq(posts.platform, filter.platform) : undefined,
    filter.campaignId ? eq(posts.campaignId, filter.campaignId) : undefined,
  );
}

/** Changes of those posts that were seen in the window. */
export function matchMetrics(filter: SummaryFilter): SQL | undefined {
  return and(
    matchPosts(filter),
    filter.from ? gte(metrics.observedAt, filter.from) : undefined,
    lt(metrics.observedAt, filter.to),
  );
}
