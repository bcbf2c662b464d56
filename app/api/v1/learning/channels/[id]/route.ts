import { WithId } from "@/lib/contracts/common";
import { LearningChannel } from "@/lib/contracts/learning";
import { route } from "@/server/http/route";
import { getChannel } from "@/server/learning/get-channel";

export const GET = route({
  scope: "learning:read",
  params: WithId,
  run: (ctx, { params }) => getChannel(ctx, params.id),
  view: LearningChannel,
});
