import { count, eq } from "drizzle-orm";
import type { CreateReportSchedule, ReportScheduleView } from "@/lib/contracts/reports";
import { nextReportAt } from "@/lib/domain/report-period";
import { canonicalZone } from "@/lib/domain/zones";
import { recordAudit } from "@/server/audit/record";
import { findPersonId } from "@/server/auth/find-person-id";
import type { Ctx } from "@/server/context";
import { reportSchedules } from "@/server/db/schema/reports";
import { conflict } from "@/server/errors";
import { emit } from "@/server/events/emit";
import { assertMaySend } from "./assert-may-send";
import { assertOwnCampaigns } from "./assert-own-campaigns";
import { settleQuery } from "./settle-query";
import { toScheduleView } from "./to-schedule-view";

const MOST = 100;

/** From its next time on the report goes out by itself, in the world that is shown now. */
export async function createReportSchedule(
  ctx: Ctx,
  input: CreateReportSchedule,
): Promise<ReportScheduleView> {
  assertMaySend(ctx);
  await assertOwnCampaigns(ctx, input.query);
  const timeZone = canonicalZone(input.timeZone);
  // The period is told by the cadence, not by what the page showed.
  const { from: _from, to: _to, ...filter } = input.query;
  const { query, sandbox } = await settleQuery(ctx, { ...filter, timeZone });
  const { name, cadence, weekday, hour } = input;
  const recipients = [...new Set(input.recipients.map((address) => address.toLowerCase()))];
  return ctx.db.transaction(async (tx) => {
    const [all] = await tx
      .select({ schedules: count() })
      .from(reportSchedules)
      .where(eq(reportSchedules.workspaceId, ctx.workspaceId));
    if ((all?.schedules ?? 0) >= MOST) {
      throw conflict(`There are ${MOST} scheduled reports already. Delete one first.`);
    }
    const [saved] = await tx
      .insert(reportSchedules)
      .values({
        ...{ workspaceId: ctx.workspaceId, name, query, sandbox, cadence, weekday, hour, timeZone },
        ...{ recipients, createdBy: await findPersonId(tx, ctx) },
        nextAt: nextReportAt({ cadence, weekday, hour, timeZone }, ctx.now()),
        createdAt: ctx.now(),
        updatedAt: ctx.now(),
      })
      .returning();
    if (!saved) throw new Error("nothing was inserted");
    await recordAudit(tx, ctx, {
      action: "report_schedule.created",
      subjectType: "report_schedule",
      subjectId: saved.id,
      subjectName: name,
      after: { cadence, hour, timeZone, recipients },
    });
    await emit(tx, ctx.workspaceId, [{ name: "report.changed", data: { scheduleId: saved.id } }]);
    return toScheduleView(saved, ctx.actor.name, []);
  });
}
