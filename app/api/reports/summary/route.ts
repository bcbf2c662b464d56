import { ResultsQuery } from "@/lib/contracts/analytics";
import { route } from "@/server/http/route";
import { downloadSummary } from "@/server/reports/download-summary";

export const GET = route({
  scope: "analytics:read",
  query: ResultsQuery,
  run: (ctx, { query }) => downloadSummary(ctx, query),
});
