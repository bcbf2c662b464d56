import { and, asc, eq, isNull, lte } from "drizzle-orm";
import { latestReportAt, nextReportAt, reportPeriod } from "@/lib/domain/report-period";
import type { Tx } from "@/server/db/client";
import { reportSchedules, reportSendings } from "@/server/db/schema/reports";
import { emit } from "@/server/events/emit";
import type { Runtime } from "@/server/runtime";

const BATCH = 100;
/** Kept for a year and a bit, so that last year's is still there to look at. */
const KEEP_MS = 400 * 86_400_000;

/** Writes down what is due, once a period, and rings for all that waits to be sent. */
export async function enqueueDueReports(runtime: Runtime): Promise<number> {
  const now = runtime.clock.now();
  await planDue(runtime, now);
  const { db } = runtime.database;
  await giveUpWaiting(runtime, now);
  return db.transaction(async (tx) => {
    const waiting = await tx
      .select({ sendingId: reportSendings.id, workspaceId: reportSendings.workspaceId })
      .from(reportSendings)
      .where(and(eq(reportSendings.status, "pending"), lte(reportSendings.nextAt, now)))
      .orderBy(asc(reportSendings.nextAt))
      .limit(BATCH);
    for (const each of waiting) {
      await runtime.jobs.send(tx, "send-report", each, { singletonKey: each.sendingId });
    }
    return waiting.length;
  });
}

async function planDue({ database }: Runtime, now: Date): Promise<void> {
  await database.db.transaction(async (tx) => {
    const due = await tx
      .select()
      .from(reportSchedules)
      .where(and(isNull(reportSchedules.pausedAt), lte(reportSchedules.nextAt, now)))
      .orderBy(asc(reportSchedules.workspaceId), asc(reportSchedules.id))
      .limit(BATCH)
      .for("no key update", { skipLocked: true });
    for (const schedule of due) await planOne(tx, schedule, now);
    for (const [workspaceId, own] of Map.groupBy(due, (row) => row.workspaceId)) {
      const facts = own.map(({ id }) => ({
        name: "report.changed" as const,
        data: { scheduleId: id },
      }));
      await emit(tx, workspaceId, facts);
    }
  });
}

/** A period that has its row already gets no other, whatever the clock did. */
async function planOne(
  tx: Tx,
  schedule: typeof reportSchedules.$inferSelect,
  now: Date,
): Promise<void> {
  const dueAt = latestReportAt(schedule, schedule.nextAt, now);
  const { from, to } = reportPeriod(schedule, dueAt);
  await tx
    .insert(reportSendings)
    .values({
      ...{ workspaceId: schedule.workspaceId, scheduleId: schedule.id },
      ...{ periodFrom: from, periodTo: to, recipients: schedule.recipients },
      ...{ nextAt: now, createdAt: now },
    })
    .onConflictDoNothing();
  await tx
    .update(reportSchedules)
    .set({ nextAt: nextReportAt(schedule, now) })
    .where(eq(reportSchedules.id, schedule.id));
  await tx
    .delete(reportSendings)
    .where(
      and(
        eq(reportSendings.scheduleId, schedule.id),
        lte(reportSendings.createdAt, new Date(now.getTime() - KEEP_MS)),
      ),
    );
}

/** Whoever was handing it in is gone: maybe it went out, so that a person decides. */
async function giveUpWaiting({ database }: Runtime, now: Date): Promise<void> {
  await database.db.transaction(async (tx) => {
    const lapsed = await tx
      .update(reportSendings)
      .set({
        status: "unknown",
        leaseUntil: null,
        lastError: "The server stopped while it handed the mail in.",
        settledAt: now,
      })
      .where(and(eq(reportSendings.status, "sending"), lte(reportSendings.leaseUntil, now)))
      .returning({ id: reportSendings.id, workspaceId: reportSendings.workspaceId });
    for (const [workspaceId, own] of [...Map.groupBy(lapsed, (row) => row.workspaceId)].toSorted(
      ([a], [b]) => (a < b ? -1 : 1),
    )) {
      const facts = own.map(({ id }) => ({
        name: "report.changed" as const,
        data: { sendingId: id },
      }));
      await emit(tx, workspaceId, facts);
    }
  });
}
