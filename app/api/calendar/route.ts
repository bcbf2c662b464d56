import { CalendarQuery, CalendarSlots } from "@/lib/contracts/posts";
import { route } from "@/server/http/route";
import { listCalendar } from "@/server/posts/list-calendar";

export const GET = route({
  scope: "posts:read",
  query: CalendarQuery,
  run: async (ctx, { query }) => ({
    items: await listCalendar(ctx, query),
  }),
  view: CalendarSlots,
});
