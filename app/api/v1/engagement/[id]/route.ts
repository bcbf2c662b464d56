import { WithId } from "@/lib/contracts/common";
import { ContentEngagement, ContentEngagementQuery } from "@/lib/contracts/engagement";
import { getContentEngagement } from "@/server/analytics/get-content-engagement";
import { route } from "@/server/http/route";

export const GET = route({
  scope: "analytics:read",
  params: WithId,
  query: ContentEngagementQuery,
  run: (ctx, { params, query }) => getContentEngagement(ctx, params.id, query),
  view: ContentEngagement,
});
