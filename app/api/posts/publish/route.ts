import { PostView, PublishPost } from "@/lib/contracts/posts";
import { route } from "@/server/http/route";
import { publishPostNow } from "@/server/posts/publish-post-now";

export const POST = route({
  scope: "posts:write",
  body: PublishPost,
  run: (ctx, { body }) => publishPostNow(ctx, body.postId),
  view: PostView,
  status: 202,
});
