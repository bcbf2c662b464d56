import { and, count, eq, gt, gte, inArray } from "drizzle-orm";
import { idempotencyKey } from "@/lib/domain/slot-key";
import { nextRuns } from "@/lib/domain/slots";
import { toWallClock } from "@/lib/domain/wall-clock";
import { releasePosts } from "@/server/campaigns/settle-approvals";
import type { Tx } from "@/server/db/client";
import { posts, schedules } from "@/server/db/schema/posts";
import type { WorkspaceSettings } from "@/server/db/schema/workspaces";
import { timeSlots } from "./time-slots";

type Schedule = typeof schedules.$inferSelect;

const DAY_MS = 86_400_000;
export const PLAN_AHEAD_MS = 30 * DAY_MS;
export const MAX_PLANNED = 200;
const MINUTE_MS = 60_000;
const SHORTEST_GAP_MS = 5 * MINUTE_MS;
const OPEN = ["planned", "awaiting_approval", "queued"] as const;
const OUT = ["publishing", "pending", "unknown", "published", "deleted"] as const;

interface Plan {
  schedule: Schedule;
  platform: string;
  settings: WorkspaceSettings;
  now: Date;
}

/**
 * Makes the post rows of one schedule up to 30 days ahead and moves `plannedUntil` and `nextRunAt`.
 * A slot that has a row keeps it, whoever planned it. Returns how many rows are new.
 */
export async function planSlots(tx: Tx, plan: Plan): Promise<number> {
  const { schedule, now } = plan;
  const slots = await nextSlots(tx, plan);
  const made = slots.length > 0 ? await insertPosts(tx, plan, slots) : 0;
  const upcoming = nextRuns({ ...schedule, after: now, count: 1 })[0] ?? null;
  await tx
    .update(schedules)
    .set({ plannedUntil: plannedUntil(plan, slots), nextRunAt: upcoming })
    .where(eq(schedules.id, schedule.id));
  return made;
}

async function nextSlots(tx: Tx, { schedule, settings, now }: Plan): Promise<Date[]> {
  const from = schedule.plannedUntil ?? now;
  const after = from > now ? from : now;
  if (schedule.cron === null) {
    return schedule.plannedUntil ? [] : nextRuns({ ...schedule, after: now, count: 1 });
  }
  const room = MAX_PLANNED - (await countOpen(tx, schedule.id, now));
  const horizon = now.getTime() + PLAN_AHEAD_MS;
  const ahead = nextRuns({ ...schedule, after, count: room });
  const missed = lastMissed(schedule, { from, now, settings });
  const within = ahead.filter((run) => run.getTime() <= horizon);
  return [...missed, ...(await dropReplaced(tx, schedule, within, now))];
}

/**
 * With best times a run may go out before its own time. Planned anew, it stands for the next run of
 * its day: without this an edit would post twice.
 */
async function dropReplaced(
  tx: Tx,
  { id, bestTime, plannedUntil, timeZone }: Schedule,
  runs: readonly Date[],
  now: Date,
): Promise<readonly Date[]> {
  if (bestTime === null || plannedUntil !== null) return runs;
  const early = await tx
    .select({ slotAt: posts.slotAt })
    .from(posts)
    .where(and(eq(posts.scheduleId, id), gt(posts.slotAt, now), inArray(posts.status, OUT)));
  const dayOf = (at: Date) => Math.floor(toWallClock(at, timeZone) / DAY_MS);
  const done = Map.groupBy(early, ({ slotAt }) => dayOf(slotAt));
  const seen = new Map<number, number>();
  return runs.filter((run) => {
    const day = dayOf(run);
    const place = seen.get(day) ?? 0;
    seen.set(day, place + 1);
    return place >= (done.get(day)?.length ?? 0);
  });
}

/**
 * After a stop longer than the plan: the last run that may still go out late. None before it, and none
 * that is too late already, is made only to be skipped or to fail.
 */
function lastMissed(
  schedule: Schedule,
  { from, now, settings }: { from: Date; now: Date; settings: WorkspaceSettings },
): Date[] {
  if (from >= now || schedule.missedPolicy === "skip") return [];
  const oldest = new Date(now.getTime() - settings.lateAfterMinutes * MINUTE_MS);
  const after = from > oldest ? from : oldest;
  const most = Math.ceil((now.getTime() - after.getTime()) / SHORTEST_GAP_MS) + 1;
  const passed = nextRuns({ ...schedule, after, count: most }).filter((run) => run <= now);
  return passed.slice(-1);
}

async function countOpen(tx: Tx, scheduleId: string, now: Date): Promise<number> {
  const [row] = await tx
    .select({ open: count() })
    .from(posts)
    .where(
      and(eq(posts.scheduleId, scheduleId), inArray(posts.status, OPEN), gte(posts.dueAt, now)),
    );
  return row?.open ?? 0;
}

/** A full plan ends at its last slot, so that the calendar draws the rest from cron. */
function plannedUntil({ schedule, now }: Plan, slots: Date[]): Date | null {
  const last = slots.at(-1) ?? schedule.plannedUntil;
  if (schedule.cron === null) return last;
  const horizon = new Date(now.getTime() + PLAN_AHEAD_MS);
  const after = last ?? now;
  const next = nextRuns({ ...schedule, after, count: 1 })[0];
  return !next || next > horizon ? horizon : after;
}

/** A slot that has a row already keeps it. Returns how many rows are new. */
export async function insertPosts(tx: Tx, plan: Plan, slots: readonly Date[]): Promise<number> {
  const { schedule, platform, settings, now } = plan;
  const lateAfterMs = settings.lateAfterMinutes * MINUTE_MS;
  const { minGapMinutes } = settings;
  const timed = await timeSlots(tx, schedule, slots, { after: now, minGapMinutes });
  const rows = await tx
    .insert(posts)
    .values(
      timed.map(({ slot, dueAt, timing }) => ({
        workspaceId: schedule.workspaceId,
        campaignId: schedule.campaignId,
        scheduleId: schedule.id,
        accountId: schedule.accountId,
        platform,
        slotAt: slot,
        dueAt,
        timing,
        nextAt: dueAt,
        deadlineAt: new Date(dueAt.getTime() + lateAfterMs),
        status: settings.approvalRequired ? ("awaiting_approval" as const) : ("queued" as const),
        idempotencyKey: idempotencyKey(schedule.campaignId, schedule.accountId, slot),
      })),
    )
    .onConflictDoNothing({ target: posts.idempotencyKey })
    .returning({ id: posts.id });
  if (settings.approvalRequired && rows.length > 0) {
    // Where something is approved already, nobody has to be asked.
    const ids = rows.map((row) => row.id);
    await releasePosts(tx, inArray(posts.id, ids), now);
  }
  return rows.length;
}
