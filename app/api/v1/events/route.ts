import { route } from "@/server/http/route";
import { streamEvents } from "@/server/realtime/stream-events";

export const GET = route({
  scope: "analytics:read",
  run: async (ctx, { request }) => streamEvents(ctx, request),
});
