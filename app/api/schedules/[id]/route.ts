import { WithId } from "@/lib/contracts/common";
import { ScheduleView, UpdateSchedule } from "@/lib/contracts/schedules";
import { route } from "@/server/http/route";
import { deleteSchedule } from "@/server/schedules/delete-schedule";
import { updateSchedule } from "@/server/schedules/update-schedule";

export const PATCH = route({
  scope: "schedules:write",
  params: WithId,
  body: UpdateSchedule,
  run: (ctx, { params, body }) => updateSchedule(ctx, params.id, body),
  view: ScheduleView,
});

export const DELETE = route({
  scope: "schedules:write",
  params: WithId,
  run: (ctx, { params }) => deleteSchedule(ctx, params.id),
});
