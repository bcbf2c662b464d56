import { LeaderboardQuery, LeaderboardView } from "@/lib/contracts/analytics";
import { listLeaders } from "@/server/analytics/list-leaders";
import { route } from "@/server/http/route";

export const GET = route({
  scope: "analytics:read",
  query: LeaderboardQuery,
  run: (ctx, { query }) => listLeaders(ctx, query),
  view: LeaderboardView,
});
