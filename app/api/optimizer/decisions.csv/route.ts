import { DecisionsCsvQuery } from "@/lib/contracts/optimizer";
import { route } from "@/server/http/route";
import { exportDecisions } from "@/server/optimizer/export-decisions";

export const GET = route({
  scope: "analytics:read",
  query: DecisionsCsvQuery,
  run: (ctx, { query }) => exportDecisions(ctx, query),
});
