import { DecisionPage, DecisionsQuery } from "@/lib/contracts/optimizer";
import { route } from "@/server/http/route";
import { listDecisions } from "@/server/optimizer/list-decisions";

export const GET = route({
  scope: "analytics:read",
  query: DecisionsQuery,
  run: (ctx, { query }) => listDecisions(ctx, query),
  view: DecisionPage,
});
