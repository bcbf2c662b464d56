import { and, asc, eq, isNotNull, isNull, lt, lte, ne, notInArray, or, sql } from "drizzle-orm";
import { countPostsOut } from "@/server/analytics/count-posts-out";
import { thinMetrics } from "@/server/analytics/thin-metrics";
import { needsApproval } from "@/server/campaigns/approval-rule";
import { TICK_LOCK } from "@/server/db/advisory-locks";
import type { Tx } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { campaigns } from "@/server/db/schema/campaigns";
import { schedules } from "@/server/db/schema/posts";
import { workspaces } from "@/server/db/schema/workspaces";
import { forgetEvents } from "@/server/events/forget-events";
import { evaluateDue } from "@/server/learning/evaluate-due";
import { forgetVisits } from "@/server/links/forget-visits";
import { beatTick } from "@/server/operations/heartbeat";
import { purgeDeliveries } from "@/server/outbound/purge-deliveries";
import { emitFacts, type Fact } from "@/server/posts/emit-facts";
import { failLatePosts } from "@/server/posts/fail-late-posts";
import { giveUpLooking } from "@/server/posts/give-up-looking";
import { releaseApproved } from "@/server/posts/release-approved";
import { skipMissedRuns } from "@/server/posts/skip-missed-runs";
import { forgetKeys } from "@/server/publications/forget-keys";
import type { Runtime } from "@/server/runtime";
import { PLAN_AHEAD_MS, planSlots } from "@/server/schedules/plan-slots";
import { withOwnRules } from "@/server/schedules/read-settings";
import { enqueueDueJobs } from "./enqueue-due-jobs";

export interface TickCounts {
  planned: number;
  tooLate: number;
}

const BATCH = 50;
const REPLAN_MS = 86_400_000;

/**
 * Once a minute: plans slots ahead, ends what came too late, and says that it lives. The lock only
 * spares double work: unique keys and conditional updates keep it right without one.
 */
export async function tick(runtime: Runtime): Promise<TickCounts> {
  const done: string[] = [];
  let planned = 0;
  for (;;) {
    const batch = await planBatch(runtime, done);
    planned += batch.planned;
    done.push(...batch.ids);
    if (batch.ids.length < BATCH) break;
  }
  // After planning, which may add a run that was missed; before anything else may take one.
  await skipMissedRuns(runtime);
  await releaseApproved(runtime);
  const tooLate = await failLatePosts(runtime);
  await giveUpLooking(runtime);
  await enqueueDueJobs(runtime);
  await beatTick(runtime, { planned, tooLate });
  // Learning and tidying come last: should they fail, the tick has still done its part.
  await evaluateDue(runtime);
  await forgetKeys(runtime);
  await forgetVisits(runtime);
  await purgeDeliveries(runtime);
  await forgetEvents(runtime);
  await countPostsOut(runtime);
  await thinMetrics(runtime);
  return { planned, tooLate };
}

async function planBatch(
  runtime: Runtime,
  done: readonly string[],
): Promise<{ ids: string[]; planned: number }> {
  const now = runtime.clock.now();
  return runtime.database.db.transaction(async (tx) => {
    if (!(await takeLock(tx))) return { ids: [], planned: 0 };
    const rows = await listDue(tx, now, done);
    const facts: Fact[] = [];
    let planned = 0;
    for (const { schedule, platform, ...row } of rows) {
      const settings = withOwnRules(row.settings, row);
      const count = await planSlots(tx, { schedule, platform, settings, now });
      planned += count;
      if (count === 0) continue;
      const { workspaceId, id: scheduleId, campaignId, accountId } = schedule;
      const data = { scheduleId, campaignId, accountId, count };
      facts.push({ workspaceId, event: { name: "post.planned", data } });
    }
    await emitFacts(tx, facts);
    return { ids: rows.map((row) => row.schedule.id), planned };
  });
}

async function takeLock(tx: Tx): Promise<boolean> {
  const { rows } = (await tx.execute(
    sql`select pg_try_advisory_xact_lock(${TICK_LOCK}) as taken`,
  )) as unknown as { rows: { taken: boolean }[] };
  return rows[0]?.taken === true;
}

/** Schedules that reach less far ahead than they should, or whose next run has come. */
function listDue(tx: Tx, now: Date, done: readonly string[]) {
  const horizon = new Date(now.getTime() + PLAN_AHEAD_MS - REPLAN_MS);
  return tx
    .select({
      schedule: schedules,
      platform: socialAccounts.platform,
      settings: workspaces.settings,
      lateAfterMinutes: campaigns.lateAfterMinutes,
      approvalRequired: needsApproval,
    })
    .from(schedules)
    .innerJoin(workspaces, eq(workspaces.id, schedules.workspaceId))
    .innerJoin(campaigns, eq(campaigns.id, schedules.campaignId))
    .innerJoin(socialAccounts, eq(socialAccounts.id, schedules.accountId))
    .where(
      and(
        isNull(schedules.deletedAt),
        isNull(campaigns.deletedAt),
        ne(campaigns.status, "completed"),
        ne(socialAccounts.status, "disconnected"),
        or(
          isNull(schedules.plannedUntil),
          lte(schedules.nextRunAt, now),
          and(isNotNull(schedules.cron), lt(schedules.plannedUntil, horizon)),
        ),
        ...(done.length > 0 ? [notInArray(schedules.id, [...done])] : []),
      ),
    )
    .orderBy(asc(schedules.plannedUntil), asc(schedules.id))
    .limit(BATCH)
    .for("no key update", { of: schedules, skipLocked: true });
}
