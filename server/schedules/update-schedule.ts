import { and, eq } from "drizzle-orm";
import type { ScheduleView, UpdateSchedule } from "@/lib/contracts/schedules";
import { canonicalZone } from "@/lib/domain/zones";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import type { Tx } from "@/server/db/client";
import { socialAccounts } from "@/server/db/schema/accounts";
import { schedules } from "@/server/db/schema/posts";
import { notFound } from "@/server/errors";
import { emit } from "@/server/events/emit";
import { awaitClaims } from "@/server/pauses/await-claims";
import { toPauseMark } from "@/server/pauses/pause-mark";
import { settlePause } from "@/server/pauses/settle-pause";
import { checkBestTime } from "./check-best-time";
import { checkWhen } from "./check-when";
import { dropPlannedSlots } from "./drop-planned-slots";
import { getSchedule, readScheduleViews } from "./find-schedule";
import { planSlots } from "./plan-slots";
import { readSettings } from "./read-settings";
import { describeWhen, describeWindow } from "./to-schedule-view";

type Schedule = typeof schedules.$inferSelect;

/** A new time plans anew what lies ahead and nobody touched; what went out stays as it is. */
export async function updateSchedule(
  ctx: Ctx,
  id: string,
  input: UpdateSchedule,
): Promise<ScheduleView> {
  const now = ctx.now();
  return ctx.db.transaction(async (tx) => {
    if (input.paused !== undefined) await awaitClaims(tx);
    const before = await getSchedule(tx, ctx, id);
    const moves = [input.when, input.timeZone, input.bestTime].some((each) => each !== undefined);
    const [after] = await tx
      .update(schedules)
      .set({
        ...(moves ? { ...newTime(before, input, now), plannedUntil: null } : {}),
        ...(isTurned(before, input)
          ? { paused: input.paused, ...toPauseMark(ctx, !before.paused) }
          : {}),
        ...(input.optimizerOn === undefined ? {} : { optimizerOn: input.optimizerOn }),
        ...(input.missedPolicy === undefined ? {} : { missedPolicy: input.missedPolicy }),
        updatedAt: now,
      })
      .where(eq(schedules.id, before.id))
      .returning();
    if (!after) throw notFound("schedule");
    const target = { level: "schedule" as const, id };
    const resumed = before.paused && !after.paused;
    // Before a new plan drops what is past.
    const settled = resumed ? await settlePause(tx, ctx, target, before, input.cameDue) : [];
    if (moves) await replan(tx, ctx, after, now);
    const [view] = await readScheduleViews(tx, ctx, eq(schedules.id, id));
    if (!view) throw notFound("schedule");
    await recordAudit(tx, ctx, {
      action: toAction(before, after),
      subjectType: "schedule",
      subjectId: id,
      subjectName: `${view.campaignName} on ${view.accountHandle}`,
      before: toAudited(before),
      after: toAudited(after),
    });
    const data = { scheduleId: id, campaignId: after.campaignId, accountId: after.accountId };
    await emit(tx, ctx.workspaceId, [...settled, { name: "schedule.changed", data }]);
    return view;
  });
}

const isTurned = (before: Schedule, { paused }: UpdateSchedule) =>
  paused !== undefined && paused !== before.paused;

function newTime(before: Schedule, input: UpdateSchedule, now: Date) {
  const timeZone = canonicalZone(input.timeZone ?? before.timeZone);
  const when = input.when ?? toWhen(before);
  // A one-off that is over keeps its instant: only its zone was corrected.
  if (!input.when && before.runAt && before.runAt <= now) {
    return { timeZone, cron: null, runAt: before.runAt };
  }
  const at = checkWhen(when, timeZone, now);
  const asked = input.bestTime === undefined ? before.bestTime : input.bestTime;
  // A cadence that became one post keeps no hours to choose from, unless it is asked for.
  const bestTime = at.cron === null && input.bestTime === undefined ? null : asked;
  return { timeZone, ...at, bestTime: checkBestTime({ ...at, timeZone, bestTime }, now) };
}

function toWhen(schedule: Schedule): NonNullable<UpdateSchedule["when"]> {
  return schedule.cron === null
    ? { kind: "once", runAt: schedule.runAt?.toISOString() ?? "" }
    : { kind: "cron", cron: schedule.cron };
}

async function replan(tx: Tx, ctx: Ctx, schedule: Schedule, now: Date): Promise<void> {
  await dropPlannedSlots(tx, schedule.id, { now, keepOverridden: true });
  const [account] = await tx
    .select({ platform: socialAccounts.platform })
    .from(socialAccounts)
    .where(
      and(
        eq(socialAccounts.id, schedule.accountId),
        eq(socialAccounts.workspaceId, ctx.workspaceId),
      ),
    );
  if (!account) throw notFound("account");
  const settings = await readSettings(tx, ctx, schedule.campaignId);
  await planSlots(tx, { schedule, ...account, settings, now });
}

function toAction(before: Schedule, after: Schedule): string {
  if (before.paused !== after.paused) return after.paused ? "schedule.paused" : "schedule.resumed";
  if (before.optimizerOn !== after.optimizerOn) {
    return after.optimizerOn ? "schedule.optimizer_on" : "schedule.optimizer_off";
  }
  return "schedule.changed";
}

function toAudited(schedule: Schedule) {
  const { timeZone, paused, optimizerOn, missedPolicy } = schedule;
  const bestTime = describeWindow(schedule.bestTime);
  return { when: describeWhen(schedule), bestTime, timeZone, paused, optimizerOn, missedPolicy };
}
