import { setImmediate } from "node:timers/promises";
import { and, asc, eq, ne } from "drizzle-orm";
import { fitWeek, poolSpreads, type WeekFit, weighWeek } from "@/lib/domain/best-time/fit-week";
import { observeWeek, type WeekPost } from "@/lib/domain/best-time/observe-week";
import { GOALS, type Goal } from "@/lib/domain/metrics";
import type { Tx } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { accountBestTimes } from "@/server/db/schema/best-times";
import { workspaces } from "@/server/db/schema/workspaces";
import { emit } from "@/server/events/emit";
import type { Runtime } from "@/server/runtime";
import { retimeSlots } from "@/server/schedules/retime-slots";
import { listDueBestTimes } from "./list-due-best-times";
import { readWeekPosts } from "./read-week-posts";

interface Account {
  id: string;
  workspaceId: string;
  platform: string;
  sandbox: boolean;
  timeZone: string;
}

type Parts = Pick<Runtime, "database" | "clock">;

/**
 * Works out anew which hours of the week do better, for each account of the workspace, and puts the
 * posts ahead where that has them. Accounts of one platform lend each other how far hours differ;
 * real ones and the sandbox's never do.
 */
export async function refreshBestTimes(
  runtime: Parts,
  { workspaceId, asked = false }: { workspaceId: string; asked?: boolean },
): Promise<void> {
  // Rung for more than once, it has been done already.
  if (!asked && !(await isDue(runtime, workspaceId))) return;
  const groups = Map.groupBy(
    await listAccounts(runtime, workspaceId),
    ({ platform, sandbox }) => `${platform} ${sandbox}`,
  );
  for (const accounts of groups.values()) {
    const fits = await fitAccounts(runtime, accounts);
    for (const account of accounts) {
      await store(runtime, account, fits.get(account.id) ?? []);
    }
  }
}

async function isDue(runtime: Parts, workspaceId: string): Promise<boolean> {
  const due = await listDueBestTimes(runtime, runtime.database.db, workspaceId);
  return due.length > 0;
}

async function listAccounts({ database }: Parts, workspaceId: string): Promise<Account[]> {
  const rows = await database.db
    .select({ account: socialAccounts, workspaceZone: workspaces.timeZone })
    .from(socialAccounts)
    .innerJoin(workspaces, eq(workspaces.id, socialAccounts.workspaceId))
    .where(
      and(eq(socialAccounts.workspaceId, workspaceId), ne(socialAccounts.status, "disconnected")),
    )
    .orderBy(asc(socialAccounts.id));
  return rows.map(({ account: { id, platform, sandbox, timeZone }, workspaceZone }) => ({
    ...{ id, workspaceId, platform, sandbox },
    timeZone: timeZone ?? workspaceZone,
  }));
}

type GoalFit = readonly [Goal, WeekFit];

async function fitAccounts(
  { database, clock }: Parts,
  accounts: readonly Account[],
): Promise<Map<string, GoalFit[]>> {
  const known: { account: Account; posts: WeekPost[] }[] = [];
  for (const account of accounts) {
    known.push({ account, posts: await readWeekPosts(database.db, account, clock.now()) });
  }
  const fits = new Map<string, GoalFit[]>(accounts.map(({ id }) => [id, []]));
  for (const goal of GOALS) {
    const weeks: { id: string; week: ReturnType<typeof weighWeek> }[] = [];
    for (const { account, posts } of known) {
      weeks.push({
        id: account.id,
        week: weighWeek(observeWeek(posts, goal, account.timeZone)),
      });
      // Each takes tens of milliseconds: whoever else has work comes between.
      await setImmediate();
    }
    const spreads = poolSpreads(weeks.map(({ week }) => week));
    for (const { id, week } of weeks) {
      fits.get(id)?.push([goal, fitWeek(week, spreads)]);
      await setImmediate();
    }
  }
  return fits;
}

async function store(
  { database, clock }: Parts,
  account: Account,
  fits: readonly GoalFit[],
): Promise<void> {
  const now = clock.now();
  await database.db.transaction(async (tx) => {
    for (const [goal, fit] of fits) await upsert(tx, account, goal, fit, now);
    const moved = await retimeSlots(tx, account, now);
    await emit(tx, account.workspaceId, [
      ...moved,
      { name: "optimizer.hours_learned", data: { accountId: account.id } },
    ]);
  });
}

async function upsert(
  tx: Tx,
  { id: accountId, workspaceId, timeZone }: Account,
  goal: Goal,
  fit: WeekFit,
  now: Date,
): Promise<void> {
  const model = { ...fit, timeZone, slots: fit.slots.map(toRounded) };
  const values = { posts: fit.posts, model, computedAt: now };
  await tx
    .insert(accountBestTimes)
    .values({ workspaceId, accountId, goal, ...values })
    .onConflictDoUpdate({
      target: [accountBestTimes.accountId, accountBestTimes.goal],
      set: values,
    });
}

const round = (value: number) => Math.round(value * 1e4) / 1e4;

const toRounded = (slot: WeekFit["slots"][number]): WeekFit["slots"][number] => ({
  ...slot,
  ...{ mean: round(slot.mean), low: round(slot.low), high: round(slot.high) },
});
