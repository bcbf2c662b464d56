import { WithId } from "@/lib/contracts/common";
import { ApproveOwnContent, PostView } from "@/lib/contracts/posts";
import { route } from "@/server/http/route";
import { approveOwnContent } from "@/server/posts/approve-own-content";

export const POST = route({
  scope: "posts:approve",
  params: WithId,
  body: ApproveOwnContent,
  run: (ctx, { params, body }) => approveOwnContent(ctx, params.id, body),
  view: PostView,
});
