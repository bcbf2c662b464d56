import { WithId } from "@/lib/contracts/common";
import { ChangeReportSchedule } from "@/lib/contracts/reports";
import { route } from "@/server/http/route";
import { deleteReportSchedule } from "@/server/reports/delete-report-schedule";
import { pauseReportSchedule } from "@/server/reports/pause-report-schedule";

export const PATCH = route({
  scope: "analytics:write",
  params: WithId,
  body: ChangeReportSchedule,
  run: (ctx, { params, body }) => pauseReportSchedule(ctx, { ...params, ...body }),
});

export const DELETE = route({
  scope: "analytics:write",
  params: WithId,
  run: (ctx, { params }) => deleteReportSchedule(ctx, params.id),
});
