import { PageQuery, WithId } from "@/lib/contracts/common";
import { EvolutionRuns } from "@/lib/contracts/learning";
import { route } from "@/server/http/route";
import { listRuns } from "@/server/learning/list-runs";

export const GET = route({
  scope: "learning:read",
  params: WithId,
  query: PageQuery,
  run: (ctx, { params, query }) => listRuns(ctx, params.id, query),
  view: EvolutionRuns,
});
