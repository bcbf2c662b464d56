import { WithId } from "@/lib/contracts/common";
import { OverridePost, PostDetail, PostView, WithPostRef } from "@/lib/contracts/posts";
import { route } from "@/server/http/route";
import { getPost } from "@/server/posts/get-post";
import { overridePost } from "@/server/posts/override-post";
import { removePost } from "@/server/posts/remove-post";

export const GET = route({
  scope: "posts:read",
  params: WithId,
  run: (ctx, { params }) => getPost(ctx, params.id),
  view: PostDetail,
});

export const PATCH = route({
  scope: "posts:write",
  params: WithPostRef,
  body: OverridePost,
  run: (ctx, { params, body }) => overridePost(ctx, params.id, body),
  view: PostView,
});

export const DELETE = route({
  scope: "posts:write",
  params: WithId,
  run: (ctx, { params }) => removePost(ctx, params.id),
  view: PostView,
});
