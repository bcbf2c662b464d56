import { and, asc, eq, isNotNull, isNull, ne, sql } from "drizzle-orm";
import type {
  BestTimesAccount,
  BestTimesQuery,
  BestTimesView,
  BestTimesWeek,
} from "@/lib/contracts/best-times";
import { MIN_POSTS } from "@/lib/domain/best-time/fit-week";
import { GOALS, type Goal } from "@/lib/domain/metrics";
import { writtenHandle } from "@/lib/domain/written-handle";
import { canonicalZone } from "@/lib/domain/zones";
import { catalog } from "@/lib/platforms/catalog";
import { howMeasured } from "@/lib/platforms/how-measured";
import type { Platform } from "@/lib/platforms/platform";
import type { Ctx } from "@/server/context";
import { socialAccounts } from "@/server/db/schema/accounts";
import { accountBestTimes } from "@/server/db/schema/best-times";
import { schedules } from "@/server/db/schema/posts";
import { notFound } from "@/server/errors";
import { getWorkspace } from "@/server/workspaces/get-workspace";
import { isSandboxShown } from "@/server/workspaces/is-sandbox-shown";

/** The accounts of the world that is shown, and what is known of the hours of one of them. */
export async function getBestTimes(ctx: Ctx, query: BestTimesQuery): Promise<BestTimesView> {
  const workspace = await getWorkspace(ctx);
  const rows = await readAccounts(ctx, await isSandboxShown(ctx, workspace));
  const accounts = rows.map(toAccount);
  const chosen = query.accountId
    ? rows.find(({ account }) => account.id === query.accountId)
    : rows.toSorted((a, b) => b.posts - a.posts)[0];
  if (query.accountId && !chosen) throw notFound("account");
  if (!chosen) return { accounts, week: null };
  return { accounts, week: await readWeek(ctx, chosen, workspace.timeZone, query.goal) };
}

interface AccountRow {
  account: typeof socialAccounts.$inferSelect;
  posts: number;
}

function readAccounts(ctx: Ctx, sandbox: boolean): Promise<AccountRow[]> {
  return ctx.db
    .select({
      account: socialAccounts,
      posts: sql<number>`coalesce(max(${accountBestTimes.posts}), 0)`.mapWith(Number),
    })
    .from(socialAccounts)
    .leftJoin(accountBestTimes, eq(accountBestTimes.accountId, socialAccounts.id))
    .where(
      and(
        eq(socialAccounts.workspaceId, ctx.workspaceId),
        eq(socialAccounts.sandbox, sandbox),
        ne(socialAccounts.status, "disconnected"),
      ),
    )
    .groupBy(socialAccounts.id)
    .orderBy(asc(socialAccounts.platform), asc(socialAccounts.handle), asc(socialAccounts.id));
}

function toAccount({ account, posts }: AccountRow): BestTimesAccount {
  const platform = account.platform as Platform;
  const handle = writtenHandle(platform, account.handle);
  return { id: account.id, platform, handle, sandbox: account.sandbox, posts };
}

async function readWeek(
  ctx: Ctx,
  row: AccountRow,
  workspaceZone: string,
  asked: Goal | undefined,
): Promise<BestTimesWeek> {
  const { account } = row;
  const entry = catalog[account.platform as Platform];
  const goals = GOALS.filter((goal) => howMeasured(entry, goal) !== "never");
  const goal = goals.find((each) => each === asked) ?? goals.find((g) => g !== "reach") ?? "reach";
  const [found] = await ctx.db
    .select()
    .from(accountBestTimes)
    .where(
      and(
        eq(accountBestTimes.workspaceId, ctx.workspaceId),
        eq(accountBestTimes.accountId, account.id),
        eq(accountBestTimes.goal, goal),
      ),
    );
  const timeZone = canonicalZone(account.timeZone ?? workspaceZone);
  // Hours of another clock would be shown under the wrong names: they wait for the next refresh.
  const model = found && canonicalZone(found.model.timeZone) === timeZone ? found.model : null;
  return {
    account: toAccount(row),
    ...{ timeZone, ownZone: account.timeZone !== null, goal, goals },
    scheduleZones: await readScheduleZones(ctx, account.id, timeZone),
    posts: model?.posts ?? 0,
    neededPosts: MIN_POSTS,
    ready: model?.ready ?? false,
    computedAt: model ? (found?.computedAt.toISOString() ?? null) : null,
    slots: model?.slots ?? [],
  };
}

async function readScheduleZones(ctx: Ctx, accountId: string, own: string): Promise<string[]> {
  const rows = await ctx.db
    .selectDistinct({ zone: schedules.timeZone })
    .from(schedules)
    .where(
      and(
        eq(schedules.workspaceId, ctx.workspaceId),
        eq(schedules.accountId, accountId),
        isNotNull(schedules.cron),
        isNull(schedules.deletedAt),
      ),
    );
  const others = new Set(rows.map(({ zone }) => canonicalZone(zone)));
  others.delete(own);
  return [...others].toSorted();
}
