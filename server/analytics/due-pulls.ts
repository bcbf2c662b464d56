import { and, eq, gt, inArray, isNotNull, isNull, lte, or, type SQL } from "drizzle-orm";
import { socialAccounts } from "@/server/db/schema/accounts";
import { posts } from "@/server/db/schema/posts";

// Asking the sandbox costs nothing, and numbers that move are what it is there to show.
const sandboxEveryMs = 60_000;
const sandboxForMs = 30 * 86_400_000;

/** Posts whose counts should be read now. The query must join their account. */
export function isPullDue(now: Date): SQL | undefined {
  const before = (ms: number) => new Date(now.getTime() - ms);
  return and(
    eq(posts.status, "published"),
    isNotNull(posts.externalId),
    or(
      lte(posts.metricsNextPullAt, now),
      and(
        eq(socialAccounts.sandbox, true),
        isNotNull(posts.metricsNextPullAt),
        gt(posts.publishedAt, before(sandboxForMs)),
        or(isNull(posts.metricsPulledAt), lte(posts.metricsPulledAt, before(sandboxEveryMs))),
      ),
    ),
  );
}

/** Accounts that can be asked: connected, and not told to rest. */
export function isAskable(now: Date): SQL | undefined {
  return and(
    inArray(socialAccounts.status, ["active", "expiring"]),
    or(isNull(socialAccounts.restUntil), lte(socialAccounts.restUntil, now)),
  );
}
