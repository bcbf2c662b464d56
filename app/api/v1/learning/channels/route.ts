import { LearningChannels, LearningChannelsQuery } from "@/lib/contracts/learning";
import { route } from "@/server/http/route";
import { listChannels } from "@/server/learning/list-channels";

export const GET = route({
  scope: "learning:read",
  query: LearningChannelsQuery,
  run: (ctx, { query }) => listChannels(ctx, query),
  view: LearningChannels,
});
