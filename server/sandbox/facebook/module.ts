import type { Route, SandboxContext } from "../context";
import { instagramEdges } from "../instagram/edges";
import { metaAccountRoutes } from "../meta/accounts";
import { toGraphId } from "../meta/ids";
import { toNodeRoutes } from "../meta/nodes";
import { metaOAuthRoutes } from "../meta/oauth";
import { announceReactions, subscribedApps, subscriptionRoutes } from "../meta/subscriptions";
import { showPost } from "../permalinks";
import type { PlatformModule } from "../platform-module";
import type { PostRow } from "../posts";
import { businessEdges, businessRoutes } from "../whatsapp/business";
import { mediaEdges } from "../whatsapp/media";
import { messageEdges } from "../whatsapp/messages";
import { adEdges, adRoutes } from "./ads";
import { createFeed, listFeed } from "./feed";
import { nodeEdges } from "./nodes";
import { photos } from "./photos";
import { listStories, photoStories } from "./stories";
import { uploadRoutes } from "./upload-video";
import { videoEdges } from "./videos";

const shown = { views: "Views", likes: "Reactions", comments: "Comments", shares: "Shares" };

const pages: Route[] = [
  {
    method: "GET",
    path: "facebook/p/{id}",
    handle: (call) => showPost(call, "facebook", call.params.id ?? "", shown),
  },
];

/** One Graph for both platforms: the kind of the node says whose it is. */
const graph = toNodeRoutes([
  createFeed,
  listFeed,
  photos,
  photoStories,
  listStories,
  ...videoEdges,
  ...adEdges,
  ...nodeEdges,
  subscribedApps,
  ...instagramEdges,
  ...businessEdges,
  ...mediaEdges,
  ...messageEdges,
]);

const items = { likes: "reaction", comments: "comment", shares: "share" } as const;

function toChange(post: PostRow, metric: keyof typeof items, number: number) {
  const value = {
    item: items[metric],
    verb: "add",
    post_id: post.id,
    from: { id: `9${number}`, name: "A made-up person" },
    created_time: Math.floor(post.created_at / 1000) + number,
    ...(metric === "likes" ? { reaction_type: "like" } : {}),
    ...(metric === "comments" ? { comment_id: `${post.id}_${number}` } : {}),
  };
  return { field: "feed", value };
}

export const facebookModule: PlatformModule = {
  platform: "facebook",
  label: "Facebook",
  words: {
    as: "a page you look after",
    publish: "Publish posts on this page",
    unit: "followers",
    kind: "page",
  },
  glyph:
    "M128,24A104,104,0,1,0,232,128,104.11,104.11,0,0,0,128,24Zm8,191.63V152h24a8,8,0,0,0,0-16H136V112a16,16,0,0,1,16-16h16a8,8,0,0,0,0-16H152a32,32,0,0,0-32,32v24H96a8,8,0,0,0,0,16h24v63.63a88,88,0,1,1,16,0Z",
  hue: 255,
  profiles: [
    {
      username: "northlightcoffee",
      name: "Northlight Coffee",
      about: "A roastery and two cafés.",
      followers: 6_120,
    },
    {
      username: "haldenandco",
      name: "Halden & Co",
      about: "Furniture that gets repaired.",
      followers: 1_480,
    },
    {
      username: "marlowcycles",
      name: "Marlow Cycles",
      about: "Bikes for every day.",
      followers: 22_400,
    },
  ],
  toAccountId: (hash) => toGraphId("10", hash),
  audience: {
    scaleMs: 9 * 3_600_000,
    rates: { likes: 0.028, shares: 0.004, comments: 0.005, clicks: 0.012, saves: 0 },
  },
  routes: [
    ...metaOAuthRoutes,
    ...metaAccountRoutes,
    ...subscriptionRoutes,
    ...adRoutes,
    ...uploadRoutes,
    ...pages,
    ...businessRoutes,
    ...graph,
  ],
  pump: (context: SandboxContext) =>
    announceReactions(context, "facebook", ["likes", "comments", "shares"], toChange),
};
