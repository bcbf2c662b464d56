import { PauseAll, WorkspacePause } from "@/lib/contracts/schedules";
import { route } from "@/server/http/route";
import { findWorkspacePause } from "@/server/schedules/find-pause";
import { pauseAll } from "@/server/schedules/pause-all";

export const GET = route({
  scope: "schedules:read",
  run: findWorkspacePause,
  view: WorkspacePause,
});

export const POST = route({
  scope: "schedules:write",
  body: PauseAll,
  run: (ctx, { body }) => pauseAll(ctx, body.paused, body.cameDue),
  view: PauseAll,
});
