import { and, asc, eq, gt, isNotNull, isNull, sql } from "drizzle-orm";
import type { PostTiming } from "@/lib/contracts/best-times";
import { weekSlotOf } from "@/lib/domain/best-time/week-slot";
import type { Tx } from "@/server/db/client";
import type { StoredWeek } from "@/server/db/schema/best-times";
import { campaigns } from "@/server/db/schema/campaigns";
import { posts, schedules } from "@/server/db/schema/posts";
import { workspaces } from "@/server/db/schema/workspaces";
import type { NewEvent } from "@/server/events/emit";
import { findWeekModel } from "./read-week-models";
import { isUntouched } from "./realign-slots";
import { timeSlots } from "./time-slots";

type Schedule = typeof schedules.$inferSelect;

/** What is nearer than this stays: people look at tomorrow's calendar. */
const NOTICE_MS = 86_400_000;
/** A smaller gain is no reason to move a post that stands well already. */
const LEAST_GAIN = 0.01;

/**
 * Puts the posts ahead of an account where its hours, as known now, would have them. Posts that were
 * tried, or that a person changed, stay. Returns what to tell.
 */
export async function retimeSlots(
  tx: Tx,
  account: { id: string; workspaceId: string },
  now: Date,
): Promise<NewEvent[]> {
  const rows = await tx
    .select({ schedule: schedules, settings: workspaces.settings })
    .from(schedules)
    .innerJoin(workspaces, eq(workspaces.id, schedules.workspaceId))
    .innerJoin(campaigns, eq(campaigns.id, schedules.campaignId))
    .where(
      and(
        eq(schedules.workspaceId, account.workspaceId),
        eq(schedules.accountId, account.id),
        isNotNull(schedules.bestTime),
        isNotNull(schedules.cron),
        isNull(schedules.deletedAt),
        isNull(campaigns.deletedAt),
      ),
    )
    .orderBy(asc(schedules.id))
    .for("no key update", { of: schedules });
  const facts: NewEvent[] = [];
  for (const { schedule, settings } of rows) {
    const count = await retimeSchedule(tx, schedule, settings.minGapMinutes, now);
    if (count === 0) continue;
    const { id: scheduleId, campaignId, accountId } = schedule;
    facts.push({ name: "post.changed", data: { scheduleId, campaignId, accountId, count } });
  }
  return facts;
}

async function retimeSchedule(
  tx: Tx,
  schedule: Schedule,
  minGapMinutes: number,
  now: Date,
): Promise<number> {
  const after = new Date(now.getTime() + NOTICE_MS);
  const rows = await tx
    .select({ id: posts.id, slotAt: posts.slotAt, dueAt: posts.dueAt, timing: posts.timing })
    .from(posts)
    .where(
      and(
        eq(posts.workspaceId, schedule.workspaceId),
        eq(posts.scheduleId, schedule.id),
        gt(posts.slotAt, after),
        gt(posts.dueAt, after),
        isUntouched(),
      ),
    )
    .orderBy(asc(posts.slotAt));
  const model = await findWeekModel(tx, schedule);
  const slots = rows.map(({ slotAt }) => slotAt);
  const timed = await timeSlots(tx, schedule, slots, { after, minGapMinutes });
  let moved = 0;
  for (const [index, row] of rows.entries()) {
    const next = timed[index];
    if (!next || next.dueAt.getTime() === row.dueAt.getTime()) continue;
    if (standsWell(row.timing, row.dueAt, next.timing, model)) continue;
    if (await moveTo(tx, row, next, now)) moved++;
  }
  return moved;
}

/** Its own hour is as good as the one that would be picked now. */
function standsWell(
  before: PostTiming | null,
  dueAt: Date,
  next: PostTiming | null,
  model: StoredWeek | null,
): boolean {
  const isPicked = (timing: PostTiming | null) =>
    timing?.kind === "best" || timing?.kind === "guess";
  if (!isPicked(before) || !isPicked(next) || !model || !next?.estimate) return false;
  const here = model.slots[weekSlotOf(dueAt, model.timeZone)];
  return here !== undefined && next.estimate.mean - here.mean < LEAST_GAIN;
}

async function moveTo(
  tx: Tx,
  { id, dueAt: before }: { id: string; dueAt: Date },
  { dueAt, timing }: { dueAt: Date; timing: PostTiming | null },
  now: Date,
): Promise<boolean> {
  const at = sql`${dueAt.toISOString()}::timestamptz`;
  const moved = await tx
    .update(posts)
    .set({
      ...{ dueAt, timing, nextAt: dueAt, updatedAt: now },
      deadlineAt: sql`${posts.deadlineAt} + (${at} - ${posts.dueAt})`,
    })
    .where(and(eq(posts.id, id), eq(posts.dueAt, before), isUntouched()))
    .returning({ id: posts.id });
  return moved.length > 0;
}
