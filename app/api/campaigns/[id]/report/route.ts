import { SummaryQuery } from "@/lib/contracts/analytics";
import { WithId } from "@/lib/contracts/common";
import { downloadReport } from "@/server/analytics/download-report";
import { route } from "@/server/http/route";

export const GET = route({
  scope: "analytics:read",
  params: WithId,
  query: SummaryQuery,
  run: (ctx, { params, query }) => downloadReport(ctx, { ...query, campaignId: params.id }),
});
