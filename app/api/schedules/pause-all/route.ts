import { PauseAll } from "@/lib/contracts/schedules";
import { route } from "@/server/http/route";
import { pauseAll } from "@/server/schedules/pause-all";

export const POST = route({
  scope: "schedules:write",
  body: PauseAll,
  run: (ctx, { body }) => pauseAll(ctx, body.paused),
  view: PauseAll,
});
