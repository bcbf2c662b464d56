import { StreamQuery } from "@/lib/contracts/outbound-events";
import { route } from "@/server/http/route";
import { streamEvents } from "@/server/realtime/stream-events";

export const GET = route({
  scope: "analytics:read",
  query: StreamQuery,
  run: async (ctx, { query, request }) => streamEvents(ctx, request, query),
});
