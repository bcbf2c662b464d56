import { HeatMapView, ResultsQuery } from "@/lib/contracts/analytics";
import { getHeatMap } from "@/server/analytics/get-heat-map";
import { route } from "@/server/http/route";

export const GET = route({
  scope: "analytics:read",
  query: ResultsQuery,
  run: (ctx, { query }) => getHeatMap(ctx, query),
  view: HeatMapView,
});
