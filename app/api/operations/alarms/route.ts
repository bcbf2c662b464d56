import { AlarmsView } from "@/lib/contracts/operations";
import { route } from "@/server/http/route";
import { readAlarms } from "@/server/operations/read-alarms";

export const GET = route({
  scope: "posts:read",
  run: (ctx) => readAlarms(ctx),
  view: AlarmsView,
});
