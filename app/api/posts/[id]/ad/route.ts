import { CreatePostAd, GetPostAd, PostAdView } from "@/lib/contracts/ads";
import { WithId } from "@/lib/contracts/common";
import { createPostAd } from "@/server/ads/create-post-ad";
import { getPostAd } from "@/server/ads/get-post-ad";
import { route } from "@/server/http/route";

export const GET = route({
  scope: "posts:read",
  params: WithId,
  query: GetPostAd,
  run: (ctx, { params, query }) => getPostAd(ctx, params.id, query),
  view: PostAdView,
});

export const POST = route({
  scope: "ads:write",
  params: WithId,
  body: CreatePostAd,
  run: (ctx, { params, body }) => createPostAd(ctx, params.id, body),
  view: PostAdView,
});
