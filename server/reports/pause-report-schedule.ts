import { and, eq, isNotNull, isNull } from "drizzle-orm";
import { nextReportAt } from "@/lib/domain/report-period";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import { reportSchedules } from "@/server/db/schema/reports";
import { notFound } from "@/server/errors";
import { emit } from "@/server/events/emit";
import { assertMaySend } from "./assert-may-send";

/** Holds a report back, or lets it go out again at its next time: what passed meanwhile is left out. */
export async function pauseReportSchedule(
  ctx: Ctx,
  { id, paused }: { id: string; paused: boolean },
): Promise<void> {
  assertMaySend(ctx);
  const { pausedAt } = reportSchedules;
  const own = and(eq(reportSchedules.id, id), eq(reportSchedules.workspaceId, ctx.workspaceId));
  await ctx.db.transaction(async (tx) => {
    const [row] = await tx.select().from(reportSchedules).where(own).for("no key update");
    if (!row) throw notFound("scheduled report");
    const now = ctx.now();
    const [changed] = await tx
      .update(reportSchedules)
      .set(
        paused
          ? { pausedAt: now, updatedAt: now }
          : { pausedAt: null, nextAt: nextReportAt(row, now), updatedAt: now },
      )
      .where(and(own, paused ? isNull(pausedAt) : isNotNull(pausedAt)))
      .returning();
    if (!changed) return;
    await recordAudit(tx, ctx, {
      action: paused ? "report_schedule.paused" : "report_schedule.resumed",
      subjectType: "report_schedule",
      subjectId: id,
      subjectName: changed.name,
    });
    await emit(tx, ctx.workspaceId, [{ name: "report.changed", data: { scheduleId: id } }]);
  });
}
