import { ResultsQuery } from "@/lib/contracts/analytics";
import { route } from "@/server/http/route";
import { downloadRaw } from "@/server/reports/download-raw";

export const GET = route({
  scope: "analytics:read",
  query: ResultsQuery,
  run: (ctx, { query }) => downloadRaw(ctx, query),
});
