import { z } from "zod";
import { OptimizerCampaigns, OptimizerPanel, OptimizerQuery } from "@/lib/contracts/optimizer";
import { route } from "@/server/http/route";
import { getOptimizer } from "@/server/optimizer/get-optimizer";

export const GET = route({
  scope: "analytics:read",
  query: OptimizerQuery,
  run: (ctx, { query }) => getOptimizer(ctx, query),
  view: z.union([OptimizerPanel, OptimizerCampaigns]),
});
