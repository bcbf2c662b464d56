import { WithId } from "@/lib/contracts/common";
import { LearningChannel, RollbackChannel } from "@/lib/contracts/learning";
import { route } from "@/server/http/route";
import { rollbackChannel } from "@/server/learning/rollback-channel";

export const POST = route({
  scope: "learning:write",
  params: WithId,
  body: RollbackChannel,
  run: (ctx, { params, body }) => rollbackChannel(ctx, params.id, body),
  view: LearningChannel,
});
