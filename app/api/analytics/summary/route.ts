import { ResultsQuery, SummaryView } from "@/lib/contracts/analytics";
import { getSummary } from "@/server/analytics/get-summary";
import { route } from "@/server/http/route";

export const GET = route({
  scope: "analytics:read",
  query: ResultsQuery,
  run: (ctx, { query }) => getSummary(ctx, query),
  view: SummaryView,
});
