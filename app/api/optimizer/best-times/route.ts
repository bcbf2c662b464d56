import { BestTimesQuery, BestTimesView } from "@/lib/contracts/best-times";
import { route } from "@/server/http/route";
import { getBestTimes } from "@/server/optimizer/get-best-times";

export const GET = route({
  scope: "analytics:read",
  query: BestTimesQuery,
  run: (ctx, { query }) => getBestTimes(ctx, query),
  view: BestTimesView,
});
