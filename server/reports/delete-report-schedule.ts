import { and, eq } from "drizzle-orm";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import { reportSchedules } from "@/server/db/schema/reports";
import { notFound } from "@/server/errors";
import { emit } from "@/server/events/emit";
import { assertMaySend } from "./assert-may-send";

/** With it goes what it sent. */
export async function deleteReportSchedule(ctx: Ctx, id: string): Promise<void> {
  assertMaySend(ctx);
  await ctx.db.transaction(async (tx) => {
    const [gone] = await tx
      .delete(reportSchedules)
      .where(and(eq(reportSchedules.id, id), eq(reportSchedules.workspaceId, ctx.workspaceId)))
      .returning();
    if (!gone) throw notFound("scheduled report");
    await recordAudit(tx, ctx, {
      action: "report_schedule.deleted",
      subjectType: "report_schedule",
      subjectId: id,
      subjectName: gone.name,
    });
    await emit(tx, ctx.workspaceId, [{ name: "report.changed", data: { scheduleId: id } }]);
  });
}
