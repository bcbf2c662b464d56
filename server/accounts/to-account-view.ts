import { and, eq, gt, inArray, sql } from "drizzle-orm";
import type { AccountView } from "@/lib/contracts/accounts";
import { Platform } from "@/lib/platforms/platform";
import { type AccountRow, renewsItself, toAccountStatus } from "@/server/accounts/account-status";
import { listMissingScopes } from "@/server/accounts/missing-scopes";
import type { Ctx } from "@/server/context";
import type { Reader } from "@/server/db/client";
import { posts } from "@/server/db/schema/posts";

const upcoming = ["planned", "awaiting_approval", "queued"] as const;

interface PostCounts {
  upcoming: number;
  blocked: number;
  nextAt: Date | null;
}

/** The accounts with what waits on them, in the order given. */
export async function toAccountViews(
  reader: Reader,
  ctx: Pick<Ctx, "workspaceId" | "now">,
  rows: AccountRow[],
): Promise<AccountView[]> {
  const counts = await countPosts(reader, ctx, rows);
  return rows.map((row) => toAccountView(row, counts.get(row.id), ctx.now()));
}

async function countPosts(
  reader: Reader,
  ctx: Pick<Ctx, "workspaceId" | "now">,
  rows: AccountRow[],
): Promise<Map<string, PostCounts>> {
  if (rows.length === 0) return new Map();
  const ids = rows.map((row) => row.id);
  const mine = and(eq(posts.workspaceId, ctx.workspaceId), inArray(posts.accountId, ids));
  const ahead = await reader
    .select({
      accountId: posts.accountId,
      count: sql<number>`count(*)::int`,
      nextAt: sql`min(${posts.dueAt})`.mapWith(posts.dueAt),
    })
    .from(posts)
    .where(and(mine, inArray(posts.status, [...upcoming]), gt(posts.deadlineAt, ctx.now())))
    .groupBy(posts.accountId);
  const blocked = await reader
    .select({ accountId: posts.accountId, count: sql<number>`count(*)::int` })
    .from(posts)
    .where(and(mine, eq(posts.status, "blocked")))
    .groupBy(posts.accountId);
  const counts = new Map<string, PostCounts>();
  for (const row of ahead) {
    counts.set(row.accountId, { upcoming: row.count, blocked: 0, nextAt: row.nextAt });
  }
  for (const row of blocked) {
    const known = counts.get(row.accountId) ?? { upcoming: 0, blocked: 0, nextAt: null };
    counts.set(row.accountId, { ...known, blocked: row.count });
  }
  return counts;
}

function toAccountView(row: AccountRow, counts: PostCounts | undefined, now: Date): AccountView {
  const { status, reason } = toAccountStatus(row, now);
  const platform = Platform.parse(row.platform);
  return {
    id: row.id,
    platform,
    externalId: row.externalId,
    handle: row.handle,
    displayName: row.displayName,
    avatarUrl: row.avatarUrl,
    scopes: row.scopes,
    missingScopes: row.status === "disconnected" ? [] : listMissingScopes(platform, row.scopes),
    sandbox: row.sandbox,
    status,
    statusReason: reason,
    paused: row.paused,
    renews: renewsItself(row),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    refreshedAt: row.refreshedAt?.toISOString() ?? null,
    restUntil: row.restUntil && row.restUntil > now ? row.restUntil.toISOString() : null,
    upcomingPosts: counts?.upcoming ?? 0,
    blockedPosts: counts?.blocked ?? 0,
    nextPostAt: counts?.nextAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}
