import { ResultsQuery } from "@/lib/contracts/analytics";
import { WithId } from "@/lib/contracts/common";
import { route } from "@/server/http/route";
import { downloadSummary } from "@/server/reports/download-summary";

export const GET = route({
  scope: "analytics:read",
  params: WithId,
  query: ResultsQuery,
  run: (ctx, { params, query }) => downloadSummary(ctx, { ...query, campaignId: [params.id] }),
});
