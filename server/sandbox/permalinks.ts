import { postPage, refusalPage } from "./consent-page";
import type { Call, Route, SandboxPlatform } from "./context";
import { countsOf, findPost } from "./posts";
import { findProfile } from "./profiles";
import { page } from "./respond";

export const permalinkRoutes: Route[] = [
  {
    method: "GET",
    path: "x/{username}/status/{id}",
    handle: (call) => showPost(call, "x", call.params.id ?? ""),
  },
  {
    method: "GET",
    path: "youtube/watch",
    handle: (call) => showPost(call, "youtube", call.url.searchParams.get("v") ?? ""),
  },
  {
    method: "GET",
    path: "youtube/shorts/{id}",
    handle: (call) => showPost(call, "youtube", call.params.id ?? ""),
  },
];

function showPost(call: Call, platform: SandboxPlatform, id: string): Response {
  const { context } = call;
  const post = findPost(context, platform, id);
  const profile = post ? findProfile(context.db, post.account_id) : null;
  const isOut = post?.published_at != null && post.published_at <= context.now().getTime();
  if (!post || !profile || !isOut) {
    return page(
      404,
      refusalPage(platform, "not_found", "There is no such post, or it is not public."),
    );
  }
  const { views, likes, shares, comments } = countsOf(context, post);
  const counts: Record<string, number> = { Views: views, Likes: likes, Comments: comments };
  if (platform === "x") counts.Reposts = shares;
  return page(200, postPage(platform, profile, { title: post.title, text: post.body, counts }));
}
