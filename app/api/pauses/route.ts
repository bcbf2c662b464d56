import { AskPause, PauseEffect } from "@/lib/contracts/pauses";
import { route } from "@/server/http/route";
import { previewPause } from "@/server/pauses/preview-pause";

export const GET = route({
  scope: "schedules:read",
  query: AskPause,
  run: (ctx, { query }) => previewPause(ctx, query),
  view: PauseEffect,
});
