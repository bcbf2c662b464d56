import { WithId } from "@/lib/contracts/common";
import { LearningChannel, UpdateLearningChannel } from "@/lib/contracts/learning";
import { route } from "@/server/http/route";
import { getChannel } from "@/server/learning/get-channel";
import { updateChannel } from "@/server/learning/update-channel";

export const GET = route({
  scope: "learning:read",
  params: WithId,
  run: (ctx, { params }) => getChannel(ctx, params.id),
  view: LearningChannel,
});

export const PATCH = route({
  scope: "learning:write",
  params: WithId,
  body: UpdateLearningChannel,
  run: (ctx, { params, body }) => updateChannel(ctx, params.id, body),
  view: LearningChannel,
});
