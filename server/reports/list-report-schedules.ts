import { and, asc, desc, eq, getTableColumns, sql } from "drizzle-orm";
import type { ReportScheduleList } from "@/lib/contracts/reports";
import type { Ctx } from "@/server/context";
import { reportSchedules, reportSendings } from "@/server/db/schema/reports";
import { users } from "@/server/db/schema/users";
import { findSmtpServer } from "./mail/smtp-server";
import { toScheduleView } from "./to-schedule-view";

const MOST = 100;
const LATEST = 5;

/** What goes out by itself, each with its latest sendings. */
export async function listReportSchedules(ctx: Ctx): Promise<ReportScheduleList> {
  const rows = await ctx.db
    .select({ schedule: reportSchedules, createdBy: users.name })
    .from(reportSchedules)
    .leftJoin(users, eq(users.id, reportSchedules.createdBy))
    .where(eq(reportSchedules.workspaceId, ctx.workspaceId))
    .orderBy(asc(reportSchedules.createdAt), asc(reportSchedules.id))
    .limit(MOST);
  const sendings = await readLatest(ctx);
  return {
    items: rows.map(({ schedule, createdBy }) =>
      toScheduleView(schedule, createdBy, sendings.get(schedule.id) ?? []),
    ),
    mails: (await findSmtpServer(ctx.runtime, ctx.workspaceId)) !== null,
  };
}

async function readLatest({ db, workspaceId }: Ctx) {
  const { html, csv, ...columns } = getTableColumns(reportSendings);
  const ranked = db.$with("ranked").as(
    db
      .select({
        ...columns,
        kept: sql<boolean>`${html} is not null`.as("kept"),
        nth: sql<number>`row_number() over (partition by ${columns.scheduleId}
          order by ${columns.periodFrom} desc)`.as("nth"),
      })
      .from(reportSendings)
      .where(eq(columns.workspaceId, workspaceId)),
  );
  const rows = await db
    .with(ranked)
    .select()
    .from(ranked)
    .where(and(sql`${ranked.nth} <= ${LATEST}::int`))
    .orderBy(desc(ranked.periodFrom));
  return Map.groupBy(rows, (row) => row.scheduleId);
}
