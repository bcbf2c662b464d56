import { and, eq, inArray } from "drizzle-orm";
import { recordAudit } from "@/server/audit/record";
import type { Ctx } from "@/server/context";
import { reportSchedules, reportSendings } from "@/server/db/schema/reports";
import { conflict, notFound } from "@/server/errors";
import { emit } from "@/server/events/emit";
import { assertMaySend } from "./assert-may-send";

/** A person's word: what failed, was only kept, or may not have arrived goes out now. */
export async function resendReport(ctx: Ctx, id: string): Promise<void> {
  assertMaySend(ctx);
  const own = and(eq(reportSendings.id, id), eq(reportSendings.workspaceId, ctx.workspaceId));
  await ctx.db.transaction(async (tx) => {
    const [known] = await tx
      .select({ name: reportSchedules.name })
      .from(reportSendings)
      .innerJoin(reportSchedules, eq(reportSchedules.id, reportSendings.scheduleId))
      .where(own);
    if (!known) throw notFound("sending");
    const [again] = await tx
      .update(reportSendings)
      .set({ status: "pending", attempts: 0, nextAt: ctx.now(), lastError: null, settledAt: null })
      .where(and(own, inArray(reportSendings.status, ["failed", "stored", "unknown"])))
      .returning({ sendingId: reportSendings.id, workspaceId: reportSendings.workspaceId });
    if (!again) throw conflict("It was sent already, or is on its way.");
    await recordAudit(tx, ctx, {
      action: "report_sending.resent",
      subjectType: "report_sending",
      subjectId: id,
      subjectName: known.name,
    });
    await ctx.runtime.jobs.send(tx, "send-report", again, { singletonKey: id });
    await emit(tx, ctx.workspaceId, [{ name: "report.changed", data: { sendingId: id } }]);
  });
}
