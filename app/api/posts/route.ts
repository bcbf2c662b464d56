import { ListPosts, PostPage, PostView, PublishNow } from "@/lib/contracts/posts";
import { route } from "@/server/http/route";
import { listPosts } from "@/server/posts/list-posts";
import { publishNow } from "@/server/posts/publish-now";

export const GET = route({
  scope: "posts:read",
  query: ListPosts,
  run: (ctx, { query }) => listPosts(ctx, query),
  view: PostPage,
});

export const POST = route({
  scope: "posts:write",
  body: PublishNow,
  run: (ctx, { body }) => publishNow(ctx, body),
  view: PostView,
  status: 202,
});
