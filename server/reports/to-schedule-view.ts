import type { ReportScheduleView, ReportSendingView } from "@/lib/contracts/reports";
import type { reportSchedules, reportSendings } from "@/server/db/schema/reports";

type SendingRow = Omit<typeof reportSendings.$inferSelect, "html" | "csv"> & { kept: boolean };

export function toScheduleView(
  row: typeof reportSchedules.$inferSelect,
  createdBy: string | null,
  sendings: readonly SendingRow[],
): ReportScheduleView {
  const { id, name, cadence, weekday, hour, timeZone, sandbox, recipients } = row;
  return {
    ...{ id, name, cadence, weekday, hour, timeZone, sandbox, recipients, createdBy },
    pausedAt: row.pausedAt?.toISOString() ?? null,
    nextAt: row.nextAt.toISOString(),
    sendings: sendings.map(toSendingView),
  };
}

const toSendingView = (row: SendingRow): ReportSendingView => ({
  id: row.id,
  status: row.status,
  from: row.periodFrom.toISOString(),
  to: row.periodTo.toISOString(),
  attempts: row.attempts,
  nextAt: row.status === "pending" ? row.nextAt.toISOString() : null,
  error: row.lastError,
  settledAt: row.settledAt?.toISOString() ?? null,
  kept: row.kept,
});
