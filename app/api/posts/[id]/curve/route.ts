import { PostCurveView } from "@/lib/contracts/analytics";
import { WithId } from "@/lib/contracts/common";
import { getPostCurve } from "@/server/analytics/get-post-curve";
import { route } from "@/server/http/route";

export const GET = route({
  scope: "analytics:read",
  params: WithId,
  run: (ctx, { params }) => getPostCurve(ctx, params.id),
  view: PostCurveView,
});
