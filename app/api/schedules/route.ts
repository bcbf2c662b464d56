import { z } from "zod";
import { CreateSchedule, ListSchedules, ScheduleView } from "@/lib/contracts/schedules";
import { route } from "@/server/http/route";
import { createSchedule } from "@/server/schedules/create-schedule";
import { listSchedules } from "@/server/schedules/list-schedules";

const view = z.object({ items: z.array(ScheduleView) });

export const GET = route({
  scope: "schedules:read",
  query: ListSchedules,
  run: async (ctx, { query }) => ({ items: await listSchedules(ctx, query) }),
  view,
});

export const POST = route({
  scope: "schedules:write",
  body: CreateSchedule,
  run: async (ctx, { body }) => ({ items: await createSchedule(ctx, body) }),
  view,
  status: 201,
});
