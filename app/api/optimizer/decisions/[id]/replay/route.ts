import { WithId } from "@/lib/contracts/common";
import { DecisionReplay } from "@/lib/contracts/decision-replay";
import { route } from "@/server/http/route";
import { replayDecision } from "@/server/optimizer/replay-decision";

export const GET = route({
  scope: "analytics:read",
  params: WithId,
  run: (ctx, { params }) => replayDecision(ctx, params.id),
  view: DecisionReplay,
});
