import { ResultsQuery } from "@/lib/contracts/analytics";
import { route } from "@/server/http/route";
import { downloadRange } from "@/server/reports/download-range";

export const GET = route({
  scope: "analytics:read",
  query: ResultsQuery,
  run: (ctx, { query }) => downloadRange(ctx, query),
});
