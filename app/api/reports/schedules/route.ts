import {
  CreateReportSchedule,
  ReportScheduleList,
  ReportScheduleView,
} from "@/lib/contracts/reports";
import { route } from "@/server/http/route";
import { createReportSchedule } from "@/server/reports/create-report-schedule";
import { listReportSchedules } from "@/server/reports/list-report-schedules";

export const GET = route({
  scope: "analytics:read",
  run: (ctx) => listReportSchedules(ctx),
  view: ReportScheduleList,
});

/** For who may both see results and change things: the verb asks for the first. */
export const POST = route({
  scope: "analytics:write",
  body: CreateReportSchedule,
  run: (ctx, { body }) => createReportSchedule(ctx, body),
  view: ReportScheduleView,
  status: 201,
});
