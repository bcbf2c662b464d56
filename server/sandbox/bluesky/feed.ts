import type { Call, Route, SandboxContext } from "../context";
import { countsOf, findPost, type PostRow } from "../posts";
import { findProfile, type Profile } from "../profiles";
import { json } from "../respond";
import { asAccount } from "./access";
import { findByActor } from "./identity";
import { invalidRequest } from "./problems";
import { readKept } from "./records";

const maxUris = 25;
const repostShare = 0.8;
const joinedAt = "2024-02-06T08:00:00.000Z";

export const feedRoutes: Route[] = [
  { method: "GET", path: "bluesky/xrpc/app.bsky.feed.getPosts", handle: getPosts },
  { method: "GET", path: "bluesky/xrpc/app.bsky.actor.getProfile", handle: getProfile },
];

function toAuthor(context: SandboxContext, profile: Profile) {
  return {
    did: profile.id,
    handle: profile.username,
    displayName: profile.name,
    avatar: `${context.baseUrl}/avatars/${profile.id}.png`,
    createdAt: joinedAt,
  };
}

function getPosts(call: Call) {
  return asAccount(call, { fault: "read" }, () => {
    const uris = call.url.searchParams.getAll("uris");
    if (uris.length === 0) return invalidRequest('Error: Params must have the property "uris"');
    if (uris.length > maxUris)
      return invalidRequest(`Error: uris must not have more than ${maxUris} elements`);
    if (uris.some((uri) => !/^at:\/\/did:\S+\/\S+\/\S+$/.test(uri))) {
      return invalidRequest("Error: uris must be a valid at-uri");
    }
    const posts = uris.flatMap((uri) => {
      const post = findPost(call.context, "bluesky", uri);
      return post ? [toView(call.context, post)] : [];
    });
    return json(200, { posts: posts.filter((view) => view !== null) });
  });
}

function toView(context: SandboxContext, post: PostRow) {
  const author = findProfile(context.db, post.account_id);
  if (!author) return null;
  const { cid, record } = readKept(post);
  const { likes, shares, comments, saves } = countsOf(context, post);
  const repostCount = Math.floor(shares * repostShare);
  return {
    uri: post.id,
    cid,
    author: toAuthor(context, author),
    record,
    bookmarkCount: saves,
    replyCount: comments,
    repostCount,
    likeCount: likes,
    quoteCount: shares - repostCount,
    indexedAt: new Date(post.created_at).toISOString(),
    viewer: {},
    labels: [],
  };
}

function getProfile(call: Call) {
  return asAccount(call, { fault: "read" }, () => {
    const profile = findByActor(call.context, call.url.searchParams.get("actor") ?? "");
    if (!profile) return invalidRequest("Profile not found");
    return json(200, {
      ...toAuthor(call.context, profile),
      description: profile.about,
      followersCount: profile.followers,
      followsCount: 212,
      postsCount: 1840,
      indexedAt: joinedAt,
      viewer: {},
      labels: [],
    });
  });
}
