import { and, asc, desc, eq, gt, gte, inArray, isNull, lt, or, sql } from "drizzle-orm";
import type { NeedView } from "@/lib/contracts/analytics";
import { findConflicts } from "@/lib/domain/conflicts";
import { Platform } from "@/lib/platforms/catalog";
import { toAccountStatus } from "@/server/accounts/account-status";
import { AHEAD, type OverviewScope } from "@/server/analytics/overview-scope";
import type { Reader } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { posts } from "@/server/db/schema/posts";

const dayMs = 86_400_000;
const perKind = 5;

/** What only a person can settle, the most pressing first. */
export async function listNeeds(db: Reader, scope: OverviewScope): Promise<NeedView[]> {
  return [
    ...(await findApprovals(db, scope)),
    ...(await listTroubles(db, scope, "uncertain")),
    ...(await listAccountsInNeed(db, scope)),
    ...(await listTroubles(db, scope, "failed")),
    ...(await listConflicts(db, scope)),
  ];
}

const inWorld = (scope: OverviewScope) =>
  and(eq(posts.workspaceId, scope.workspaceId), eq(socialAccounts.sandbox, scope.sandbox));

async function findApprovals(db: Reader, scope: OverviewScope): Promise<NeedView[]> {
  const waiting = and(
    inWorld(scope),
    eq(posts.status, "awaiting_approval"),
    gt(posts.deadlineAt, scope.now),
  );
  const [row] = await db
    .select({
      count: sql<number>`count(*)`.mapWith(Number),
      first: sql`min(${posts.dueAt})`.mapWith(posts.dueAt),
    })
    .from(posts)
    .innerJoin(socialAccounts, eq(socialAccounts.id, posts.accountId))
    .where(waiting);
  if (!row || row.count === 0) return [];
  return [{ ...blank, kind: "approval", id: "approval", count: row.count, at: toIso(row.first) }];
}

const blank = {
  platform: null,
  handle: null,
  count: 1,
  reason: null,
  at: null,
  gapMinutes: null,
} satisfies Omit<NeedView, "kind" | "id">;

const toIso = (at: Date | null) => at?.toISOString() ?? null;

/** Failed posts are shown for two days: later nobody retries them. */
async function listTroubles(
  db: Reader,
  scope: OverviewScope,
  kind: "uncertain" | "failed",
): Promise<NeedView[]> {
  const since = new Date(scope.now.getTime() - 2 * dayMs);
  const matching =
    kind === "failed"
      ? and(eq(posts.status, "failed"), gte(posts.dueAt, since))
      : inArray(posts.status, ["parked", "unknown"]);
  const rows = await db
    .select({ post: posts, handle: socialAccounts.handle })
    .from(posts)
    .innerJoin(socialAccounts, eq(socialAccounts.id, posts.accountId))
    .where(and(inWorld(scope), matching))
    .orderBy(desc(posts.dueAt))
    .limit(perKind);
  return rows.map(({ post, handle }) => ({
    ...blank,
    kind,
    id: post.id,
    platform: Platform.parse(post.platform),
    handle,
    reason: post.problem,
    at: post.dueAt.toISOString(),
  }));
}

async function listAccountsInNeed(db: Reader, scope: OverviewScope): Promise<NeedView[]> {
  const rows = await db
    .select()
    .from(socialAccounts)
    .where(
      and(
        eq(socialAccounts.workspaceId, scope.workspaceId),
        eq(socialAccounts.sandbox, scope.sandbox),
        isNull(socialAccounts.disconnectedAt),
        or(
          inArray(socialAccounts.status, ["action_required", "expiring"]),
          lt(socialAccounts.expiresAt, new Date(scope.now.getTime() + dayMs)),
        ),
      ),
    )
    .orderBy(asc(socialAccounts.handle));
  return rows.flatMap((account) => {
    const { status, reason } = toAccountStatus(account, scope.now);
    if (status !== "action_required" && status !== "expiring") return [];
    const at = status === "expiring" ? toIso(account.expiresAt) : null;
    const platform = Platform.parse(account.platform);
    return [
      { ...blank, kind: "account", id: account.id, platform, handle: account.handle, reason, at },
    ];
  });
}

async function listConflicts(db: Reader, scope: OverviewScope): Promise<NeedView[]> {
  const until = new Date(scope.now.getTime() + 7 * dayMs);
  const rows = await db
    .select({
      id: posts.id,
      accountId: posts.accountId,
      at: posts.dueAt,
      platform: posts.platform,
      handle: socialAccounts.handle,
    })
    .from(posts)
    .innerJoin(socialAccounts, eq(socialAccounts.id, posts.accountId))
    .where(
      and(
        inWorld(scope),
        inArray(posts.status, [...AHEAD]),
        gte(posts.dueAt, scope.now),
        lt(posts.dueAt, until),
      ),
    )
    .orderBy(asc(posts.dueAt))
    .limit(500);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return findConflicts(rows, scope.minGapMinutes)
    .slice(0, perKind)
    .flatMap(({ a, b, gapMinutes }) => {
      const first = byId.get(a);
      if (!first) return [];
      const platform = Platform.parse(first.platform);
      const { handle } = first;
      return [
        {
          ...blank,
          kind: "conflict",
          id: b,
          platform,
          handle,
          count: 2,
          gapMinutes,
          at: first.at.toISOString(),
        },
      ];
    });
}
