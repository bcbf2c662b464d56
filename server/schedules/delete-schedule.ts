import { and, eq, inArray } from "drizzle-orm";
import { COMMANDS } from "@/lib/domain/post-status";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import { posts, schedules } from "@/server/db/schema/posts";
import { emit } from "@/server/events/emit";
import { dropPlannedSlots } from "./drop-planned-slots";
import { getSchedule } from "./find-schedule";
import { describeWhen } from "./to-schedule-view";

// What is parked may be out: it stays for a person to look.
const ENDED = COMMANDS.cancel.from.filter((status) => status !== "parked");

/** Ends a schedule and takes back its slots that were never tried. History stays. */
export async function deleteSchedule(ctx: Ctx, id: string): Promise<void> {
  const now = ctx.now();
  await ctx.db.transaction(async (tx) => {
    const schedule = await getSchedule(tx, ctx, id);
    await tx
      .update(schedules)
      .set({ deletedAt: now, nextRunAt: null, updatedAt: now })
      .where(eq(schedules.id, id));
    const dropped = await dropPlannedSlots(tx, id, { now, keepOverridden: false });
    // What was tried already is history: it stays, and is tried no more.
    await tx
      .update(posts)
      .set({ status: COMMANDS.cancel.to, updatedAt: now })
      .where(and(eq(posts.scheduleId, id), inArray(posts.status, ENDED)));
    const { campaignId, accountId } = schedule;
    await recordAudit(tx, ctx, {
      action: "schedule.deleted",
      subjectType: "schedule",
      subjectId: id,
      subjectName: describeWhen(schedule),
      before: { when: describeWhen(schedule), timeZone: schedule.timeZone, campaignId, accountId },
      after: { droppedSlots: dropped },
    });
    const data = { scheduleId: id, campaignId, accountId };
    await emit(tx, ctx.workspaceId, [{ name: "schedule.deleted", data }]);
  });
}
