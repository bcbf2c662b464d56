import { and, count, eq, gte, inArray } from "drizzle-orm";
import { idempotencyKey } from "@/lib/domain/slot-key";
import { nextRuns } from "@/lib/domain/slots";
import type { Tx } from "@/server/db/client";
import { posts, schedules } from "@/server/db/schema/posts";
import type { WorkspaceSettings } from "@/server/db/schema/workspaces";

type Schedule = typeof schedules.$inferSelect;

export const PLAN_AHEAD_MS = 30 * 86_400_000;
export const MAX_PLANNED = 200;
const OPEN = ["planned", "awaiting_approval", "queued"] as const;

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
  // After a long stop, slots that are too late already are not made only to fail.
  const oldest = new Date(now.getTime() - settings.lateAfterMinutes * 60_000);
  const from = schedule.plannedUntil ?? now;
  const after = from > oldest ? from : oldest;
  if (schedule.cron === null) {
    return schedule.plannedUntil ? [] : nextRuns({ ...schedule, after, count: 1 });
  }
  const room = MAX_PLANNED - (await countOpen(tx, schedule.id, now));
  const horizon = now.getTime() + PLAN_AHEAD_MS;
  return nextRuns({ ...schedule, after, count: room }).filter((run) => run.getTime() <= horizon);
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
export async function insertPosts(
  tx: Tx,
  plan: Pick<Plan, "schedule" | "platform" | "settings">,
  slots: readonly Date[],
): Promise<number> {
  const { schedule, platform, settings } = plan;
  const lateAfterMs = settings.lateAfterMinutes * 60_000;
  const rows = await tx
    .insert(posts)
    .values(
      slots.map((slot) => ({
        workspaceId: schedule.workspaceId,
        campaignId: schedule.campaignId,
        scheduleId: schedule.id,
        accountId: schedule.accountId,
        platform,
        slotAt: slot,
        dueAt: slot,
        nextAt: slot,
        deadlineAt: new Date(slot.getTime() + lateAfterMs),
        status: settings.approvalRequired ? ("awaiting_approval" as const) : ("queued" as const),
        idempotencyKey: idempotencyKey(schedule.campaignId, schedule.accountId, slot),
      })),
    )
    .onConflictDoNothing({ target: posts.idempotencyKey })
    .returning({ id: posts.id });
  return rows.length;
}
