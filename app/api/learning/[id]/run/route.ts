import { WithId } from "@/lib/contracts/common";
import { EvolutionRunView } from "@/lib/contracts/learning";
import { route } from "@/server/http/route";
import { askForRun } from "@/server/learning/ask-for-run";

export const POST = route({
  scope: "learning:write",
  params: WithId,
  run: (ctx, { params }) => askForRun(ctx, params.id),
  view: EvolutionRunView,
  status: 202,
});
