import { PreviewSchedule, SchedulePreview } from "@/lib/contracts/schedules";
import { route } from "@/server/http/route";
import { previewSchedule } from "@/server/schedules/preview-schedule";

export const POST = route({
  scope: "schedules:read",
  body: PreviewSchedule,
  run: (ctx, { body }) => previewSchedule(ctx, body),
  view: SchedulePreview,
});
