import { EngagementSummary, EngagementSummaryQuery } from "@/lib/contracts/engagement";
import { getEngagementSummary } from "@/server/analytics/get-engagement-summary";
import { route } from "@/server/http/route";

export const GET = route({
  scope: "analytics:read",
  query: EngagementSummaryQuery,
  run: (ctx, { query }) => getEngagementSummary(ctx, query),
  view: EngagementSummary,
});
