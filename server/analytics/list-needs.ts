import { and, asc, desc, eq, gt, gte, inArray, isNull, lt, or, sql } from "drizzle-orm";
import type { NeedView } from "@/lib/contracts/overview";
import type { PauseView } from "@/lib/contracts/schedules";
import { findConflicts } from "@/lib/domain/conflicts";
import { writtenHandle } from "@/lib/domain/written-handle";
import { Platform } from "@/lib/platforms/platform";
import { toAccountStatus } from "@/server/accounts/account-status";
import { AHEAD, type OverviewScope } from "@/server/analytics/overview-scope";
import type { Reader } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { posts } from "@/server/db/schema/posts";

const dayMs = 86_400_000;
const most = 500;

export type NeedScope = Pick<
  OverviewScope,
  "workspaceId" | "sandbox" | "now" | "minGapMinutes" | "pause"
>;

/**
 * What only a person can settle, the most pressing first. Every count of "things that wait" is the
 * length of this list.
 */
export async function listNeeds(db: Reader, scope: NeedScope): Promise<NeedView[]> {
  return [
    ...toPaused(scope.pause),
    ...(await findApprovals(db, scope)),
    ...(await listTroubles(db, scope, "uncertain")),
    ...(await listAccountsInNeed(db, scope)),
    ...(await listTroubles(db, scope, "failed")),
    ...(await listConflicts(db, scope)),
  ];
}

const inWorld = (scope: NeedScope) =>
  and(eq(posts.workspaceId, scope.workspaceId), eq(socialAccounts.sandbox, scope.sandbox));

const blank = {
  accountId: null,
  platform: null,
  handle: null,
  count: 1,
  reason: null,
  at: null,
  gapMinutes: null,
} satisfies Omit<NeedView, "kind" | "id">;

const toIso = (at: Date | null) => at?.toISOString() ?? null;

const toPaused = (pause: PauseView | null): NeedView[] =>
  pause ? [{ ...blank, kind: "paused", id: "paused", reason: pause.by, at: pause.at }] : [];

async function findApprovals(db: Reader, scope: NeedScope): Promise<NeedView[]> {
  const waiting = and(
    inWorld(scope),
    eq(posts.status, "awaiting_approval"),
    gt(posts.deadlineAt, scope.now),
  );
  const rows = await db
    .select({
      isOwn: posts.ownContent,
      count: sql<number>`count(*)`.mapWith(Number),
      first: sql`min(${posts.dueAt})`.mapWith(posts.dueAt),
      firstId: sql<string>`(array_agg(${posts.id} order by ${posts.dueAt}, ${posts.id}))[1]`,
    })
    .from(posts)
    .innerJoin(socialAccounts, eq(socialAccounts.id, posts.accountId))
    .where(waiting)
    .groupBy(posts.ownContent)
    .orderBy(asc(posts.ownContent));
  return rows.map(({ isOwn, count, first, firstId }) => ({
    ...{ ...blank, count, at: toIso(first) },
    ...(isOwn ? { kind: "own_approval", id: firstId } : { kind: "approval", id: "approval" }),
  }));
}

/** Failed posts are shown for two days: later nobody retries them. */
async function listTroubles(
  db: Reader,
  scope: NeedScope,
  kind: "uncertain" | "failed",
): Promise<NeedView[]> {
  const since = new Date(scope.now.getTime() - 2 * dayMs);
  const matching =
    kind === "failed"
      ? and(eq(posts.status, "failed"), gte(posts.dueAt, since))
      : eq(posts.status, "parked");
  const rows = await db
    .select({ post: posts, handle: socialAccounts.handle })
    .from(posts)
    .innerJoin(socialAccounts, eq(socialAccounts.id, posts.accountId))
    .where(and(inWorld(scope), matching))
    .orderBy(desc(posts.dueAt))
    .limit(most);
  const groups = Map.groupBy(rows, ({ post }) => {
    const cause = kind === "failed" ? (post.problemCode ?? post.problem) : kind;
    return `${post.accountId} ${cause}`;
  });
  return [...groups.values()].flatMap((group) => {
    const [latest] = group;
    if (!latest) return [];
    const { post } = latest;
    const platform = Platform.parse(post.platform);
    const handle = writtenHandle(platform, latest.handle);
    return [
      {
        ...{ ...blank, kind, id: post.id, count: group.length, reason: post.problem },
        ...{ accountId: post.accountId, platform, handle },
        at: post.dueAt.toISOString(),
      },
    ];
  });
}

async function listAccountsInNeed(db: Reader, scope: NeedScope): Promise<NeedView[]> {
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
    const { id } = account;
    const at = status === "expiring" ? toIso(account.expiresAt) : null;
    const platform = Platform.parse(account.platform);
    const handle = writtenHandle(platform, account.handle);
    return [{ ...blank, kind: "account", id, accountId: id, platform, handle, reason, at }];
  });
}

async function listConflicts(db: Reader, scope: NeedScope): Promise<NeedView[]> {
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
    .limit(most);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const pairs = findConflicts(rows, scope.minGapMinutes);
  const byAccount = Map.groupBy(pairs, ({ a }) => byId.get(a)?.accountId ?? "");
  return [...byAccount].flatMap(([accountId, own]) => {
    const [pair] = own;
    const first = byId.get(pair?.a ?? "");
    if (!pair || !first) return [];
    const platform = Platform.parse(first.platform);
    const handle = writtenHandle(platform, first.handle);
    return [
      {
        ...{ ...blank, kind: "conflict", id: pair.b, count: own.length, accountId, handle },
        ...{ platform, gapMinutes: pair.gapMinutes },
        at: first.at.toISOString(),
      },
    ];
  });
}
